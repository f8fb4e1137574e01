using System.IO.Compression;
using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>Tells compressions apart by their first bytes and takes them off. In a layer only those of the OCI image specification are taken.</summary>
internal static class Decompression
{
    /// <summary>Bytes that <see cref="Detect"/> and <see cref="TarHeader.LooksLikeTar"/> look at.</summary>
    public const int HeadLength = TarHeader.BlockSize;

    public static Compression Detect(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) ? Compression.Gzip
        : head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) || (head.Length >= 4 && (head[0] & 0xf0) == 0x50 && head[1..].StartsWith((ReadOnlySpan<byte>)[0x2a, 0x4d, 0x18])) ? Compression.Zstandard
        : head.StartsWith("BZh"u8) ? throw Unsupported("bzip2")
        : head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]) ? throw Unsupported("xz")
        : Compression.None;

    public static Stream Open(Stream inner, Compression compression) => compression switch
    {
        Compression.Gzip => new GZipStream(inner, CompressionMode.Decompress, leaveOpen: true),
        Compression.Zstandard => new ZstandardStream(inner, ZstandardDecoder.Create()),
        _ => inner,
    };

    /// <summary>A whole archive without bzip2 or xz, which a program takes off; null where neither is on it. To be disposed by the caller.</summary>
    /// <exception cref="MissingProgramException">The program is not installed.</exception>
    public static Stream? WithoutForeign(PeekedStream archive) =>
        CompressionProgram.Of(archive.Head) is { } program and ("bzip2" or "xz") ? ProgramStream.Start(program, archive) : null;

    private static FaultException Unsupported(string name) =>
        new(Contracts.FaultCode.NotSupported, $"A layer is compressed with {name}; only plain, gzip and zstd are layers of an image.");
}
