using System.Security.Cryptography;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Hashes what passes, and writes it to a file when one is given.</summary>
internal sealed class BlobSink(string? path) : IBlockSink
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileDescriptor? file = path is null ? null
        : FileDescriptor.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive, 0x1a4);

    /// <summary>The digest of everything; valid once the feeding thread is done.</summary>
    public Digest Digest { get; private set; }

    public long Length { get; private set; }

    public void Write(ReadOnlySpan<byte> block)
    {
        hash.AppendData(block);
        file?.WriteAll(block);
        Length += block.Length;
    }

    public void Dispose()
    {
        Digest = Sha256.From(hash.GetHashAndReset());
        hash.Dispose();
        file?.Dispose();
    }
}
