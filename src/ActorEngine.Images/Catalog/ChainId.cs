using System.Security.Cryptography;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Chain ids (image-spec config.md, "Layer ChainID").</summary>
internal static class ChainId
{
    /// <summary>The chain ids of a stack of diff ids, lowest first.</summary>
    public static IReadOnlyList<Digest> Of(IReadOnlyList<Digest> diffIds)
    {
        List<Digest> chains = [];
        foreach (Digest diff in diffIds)
            chains.Add(chains.Count == 0 ? diff : On(chains[^1], diff));
        return chains;
    }

    /// <summary>The chain id of one layer more.</summary>
    public static Digest On(Digest below, Digest diff) => Sha256.Of(Encoding.ASCII.GetBytes($"{below} {diff}"));
}

/// <summary>SHA-256 as digests write it.</summary>
internal static class Sha256
{
    public static Digest Of(ReadOnlySpan<byte> content) => From(SHA256.HashData(content));

    public static Digest From(ReadOnlySpan<byte> hash) => new("sha256:" + Convert.ToHexStringLower(hash));

    /// <summary>The file name of a digest: its hexadecimal part.</summary>
    public static string Hex(this Digest digest) => digest.Value["sha256:".Length..];

    /// <summary>Is this text a digest whose hexadecimal part is safe as a file name?</summary>
    public static bool IsDigest(string text) =>
        text.StartsWith("sha256:", StringComparison.Ordinal) && text.Length == 71 && text.AsSpan(7).IndexOfAnyExcept("0123456789abcdef") < 0;
}
