using System.IO.Compression;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>An archive as it arrives: plain or compressed with gzip, told by its first bytes.</summary>
internal sealed class CompressedArchive(byte[] head, Stream rest) : AsynchronousStream
{
    private const int HeadBytes = 6;
    private int taken;

    public override bool CanRead => true;

    /// <summary>The archive without its compression; null where there is nothing at all, which is an archive of nothing.</summary>
    /// <exception cref="FaultException">It is compressed in a way that is not read here.</exception>
    public static async Task<Stream?> OpenAsync(Stream source, CancellationToken cancellation)
    {
        byte[] head = new byte[HeadBytes];
        int count = await source.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (count == 0) return null;
        var whole = new CompressedArchive(head[..count], source);
        return head switch
        {
            [0x1f, 0x8b, ..] => new GZipStream(whole, CompressionMode.Decompress),
            [(byte)'B', (byte)'Z', (byte)'h', ..] => throw Unread("bzip2"),
            [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0] => throw Unread("xz"),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => throw Unread("zstd"),
            _ => whole,
        };
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (taken == head.Length) return await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        int count = Math.Min(buffer.Length, head.Length - taken);
        head.AsMemory(taken, count).CopyTo(buffer);
        taken += count;
        return count;
    }

    private static FaultException Unread(string name) =>
        new(new Fault(FaultCode.NotSupported, $"The archive is compressed with {name}; send it plain, or compressed with gzip.") { Field = "path" });
}
