namespace ActorEngine.Oci;

/// <summary>The programs that take off the compressions which .NET does not know.</summary>
public static class CompressionProgram
{
    /// <summary>Bytes that <see cref="Of"/> looks at.</summary>
    public const int HeadLength = 6;

    /// <summary>bzip2, xz or zstd, by the first bytes of an archive; null for all else, gzip included.</summary>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("BZh"u8)) return "bzip2";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0])) return "xz";
        return head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) ? "zstd" : null;
    }
}
