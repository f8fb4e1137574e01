using System.Security.Cryptography;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>Digests that content can be checked against: sha256 and sha512 (image-spec descriptor.md, "Registered algorithms").</summary>
public static class ContentDigest
{
    private const string Sha256 = "sha256:", Sha512 = "sha512:";

    /// <summary>Is this text such a digest, in its canonical spelling, so that its parts are safe as file names too?</summary>
    public static bool IsDigest(string? text) =>
        text is not null && (IsHex(text, Sha256, SHA256.HashSizeInBytes) || IsHex(text, Sha512, SHA512.HashSizeInBytes));

    /// <summary>The digest of content.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => new(Sha256 + Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>The digest of content by the algorithm of another digest, to be compared with it.</summary>
    public static Digest Like(Digest wanted, ReadOnlySpan<byte> content) =>
        IsSha512(wanted) ? new(Sha512 + Convert.ToHexStringLower(SHA512.HashData(content))) : Of(content);

    /// <summary>Begins to compute a digest by the algorithm of another one; <see cref="Finish"/> ends it.</summary>
    public static IncrementalHash BeginLike(Digest wanted) => IncrementalHash.CreateHash(IsSha512(wanted) ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256);

    /// <summary>The digest of what <paramref name="hash"/> was given.</summary>
    public static Digest Finish(IncrementalHash hash) =>
        new((hash.AlgorithmName == HashAlgorithmName.SHA512 ? Sha512 : Sha256) + Convert.ToHexStringLower(hash.GetHashAndReset()));

    private static bool IsSha512(Digest digest) => digest.Value.StartsWith(Sha512, StringComparison.Ordinal);

    private static bool IsHex(string text, string prefix, int bytes) =>
        text.Length == prefix.Length + (2 * bytes) && text.StartsWith(prefix, StringComparison.Ordinal) && text.AsSpan(prefix.Length).IndexOfAnyExcept("0123456789abcdef") < 0;
}
