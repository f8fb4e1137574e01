using System.Security.Cryptography;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>Media types (image-spec media-types.md, and Docker's).</summary>
internal static class RegistryMediaTypes
{
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Configuration = "application/vnd.oci.image.config.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerConfiguration = "application/vnd.docker.container.image.v1+json";

    /// <summary>What is asked for when a manifest is fetched.</summary>
    public static IReadOnlyList<string> Manifests { get; } = [Manifest, Index, DockerManifest, DockerIndex];

    public static bool IsIndex(string type) => type is Index or DockerIndex;

    public static bool IsManifest(string type) => type is Manifest or DockerManifest;

    public static bool IsImageConfiguration(string type) => type is Configuration or DockerConfiguration;
}

/// <summary>A manifest or index that was checked: its digest, that it is one of the two, its descriptors.</summary>
internal sealed record ImageManifest(byte[] Content, Digest Digest, string MediaType, ManifestDocument Document)
{
    private const int MostDescriptors = 10_000;

    public bool IsIndex => RegistryMediaTypes.IsIndex(MediaType);

    /// <summary>Reads what a registry sent.</summary>
    /// <param name="declared">The Content-Type it came with; null where unknown.</param>
    /// <param name="expected">The digest it was asked by; null where it was asked by tag.</param>
    /// <param name="what">What it is, as in "manifest of x".</param>
    /// <exception cref="RegistryException">It is not what was asked, or no manifest.</exception>
    public static ImageManifest Read(byte[] content, string? declared, Digest? expected, string what)
    {
        Digest digest = DigestOf(content);
        if (expected is { } wanted && wanted != digest) throw RegistryException.Failed($"The {what} came with the digest {digest} instead of {wanted}: the registry, or somebody on the way, changed it.");
        ManifestDocument document = Parse(content, what);
        string type = TypeOf(document, declared, what);
        foreach (DescriptorDocument descriptor in (document.Manifests ?? []).Concat(document.Layers ?? []).Append(document.Config).OfType<DescriptorDocument>()) Check(descriptor, what);
        if ((document.Manifests?.Count ?? 0) + (document.Layers?.Count ?? 0) > MostDescriptors) throw RegistryException.Failed($"The {what} names more than {MostDescriptors} parts.");
        if (RegistryMediaTypes.IsManifest(type) && document.Config is null) throw RegistryException.Failed($"The {what} names no configuration.");
        return new ImageManifest(content, digest, type, document);
    }

    public static Digest DigestOf(ReadOnlySpan<byte> content) => new("sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)));

    public static BlobDescriptor Blob(DescriptorDocument descriptor) => new(new Digest(descriptor.Digest!), descriptor.Size, descriptor.MediaType ?? "");

    /// <summary>Is this a digest that content can be checked against?</summary>
    public static bool IsDigest(string? text) =>
        text is { Length: 71 } && text.StartsWith("sha256:", StringComparison.Ordinal) && text.AsSpan(7).IndexOfAnyExcept("0123456789abcdef") < 0;

    private static ManifestDocument Parse(byte[] content, string what)
    {
        try
        {
            return JsonSerializer.Deserialize(content, RegistryJson.Default.ManifestDocument) ?? throw RegistryException.Failed($"The {what} is empty.");
        }
        catch (JsonException error)
        {
            throw RegistryException.Failed($"The {what} is no valid manifest: {error.Message}", error);
        }
    }

    // One text that reads as an image to one client and as an index to another would let a digest stand for two things.
    private static string TypeOf(ManifestDocument document, string? declared, string what)
    {
        if (document.SchemaVersion == 1) throw new RegistryException(FaultCode.NotSupported, $"The {what} has Docker's old schema 1, which no registry should serve any more; push the image again with a present client.");
        if (document.Manifests is not null && (document.Layers is not null || document.Config is not null))
            throw RegistryException.Failed($"The {what} is index and manifest at once, which is refused.");
        string? known = declared is not null && (RegistryMediaTypes.IsIndex(declared) || RegistryMediaTypes.IsManifest(declared)) ? declared : null;
        string? own = document.MediaType is { Length: > 0 } ? document.MediaType : null;
        if (known is not null && own is not null && known != own) throw RegistryException.Failed($"The {what} was sent as {known} and calls itself {own}, which is refused.");
        string type = own ?? known ?? (document.Manifests is not null ? RegistryMediaTypes.Index : RegistryMediaTypes.Manifest);
        if (RegistryMediaTypes.IsIndex(type) ? document.Manifests is null : document.Manifests is not null)
            throw RegistryException.Failed($"The {what} calls itself {type} and is none.");
        return RegistryMediaTypes.IsIndex(type) || RegistryMediaTypes.IsManifest(type) ? type
            : throw new RegistryException(FaultCode.NotSupported, $"The {what} has the type {type}, which is no image.");
    }

    private static void Check(DescriptorDocument descriptor, string what)
    {
        if (!IsDigest(descriptor.Digest)) throw RegistryException.Failed($"The {what} names a part by something else than a sha256 digest: {descriptor.Digest}");
        if (descriptor.Size < 0) throw RegistryException.Failed($"The {what} names a part with {descriptor.Size} bytes.");
    }
}
