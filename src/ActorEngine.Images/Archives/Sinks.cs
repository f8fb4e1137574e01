using System.Security.Cryptography;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Hashes what passes.</summary>
internal sealed class HashSink : IBlockSink
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The digest of everything; valid once the feeding thread is done.</summary>
    public Digest Digest { get; private set; }

    public long Length { get; private set; }

    public void Write(ReadOnlySpan<byte> block)
    {
        hash.AppendData(block);
        Length += block.Length;
    }

    public void Dispose()
    {
        Digest = Sha256.From(hash.GetHashAndReset());
        hash.Dispose();
    }
}

/// <summary>Writes what passes to a new file.</summary>
internal sealed class FileSink(string path) : IBlockSink
{
    private readonly FileDescriptor file = FileDescriptor.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive, 0x1a4);

    public void Write(ReadOnlySpan<byte> block) => file.WriteAll(block);

    public void Dispose() => file.Dispose();
}
