using System.Text.Json;
using System.Text.Json.Nodes;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Registry;

/// <summary>A manifest or index that was checked: its digest, that it is one of the two, its descriptors.</summary>
internal sealed record ImageManifest(byte[] Content, Digest Digest, string MediaType, ManifestDocument Document)
{
    private const int MostDescriptors = 10_000;

    public bool IsIndex => MediaTypes.IsIndex(MediaType);

    /// <summary>Reads what a registry sent.</summary>
    /// <param name="declared">The Content-Type it came with; null where unknown.</param>
    /// <param name="expected">The digest it was asked by; null where it was asked by tag.</param>
    /// <param name="what">What it is, as in "manifest of x".</param>
    /// <exception cref="RegistryException">It is not what was asked, or no manifest.</exception>
    public static ImageManifest Read(byte[] content, string? declared, Digest? expected, string what)
    {
        Digest digest = expected is { } asked ? ContentDigest.Like(asked, content) : ContentDigest.Of(content);
        if (expected is { } wanted && wanted != digest) throw RegistryException.Failed($"The {what} came with the digest {digest} instead of {wanted}: the registry, or somebody on the way, changed it.");
        ManifestDocument document = Parse(content, what);
        string type = TypeOf(document, declared, what);
        foreach (DescriptorDocument descriptor in (document.Manifests ?? []).Concat(document.Layers ?? []).Append(document.Config).Append(document.Subject).OfType<DescriptorDocument>()) Check(descriptor, what);
        if ((document.Manifests?.Count ?? 0) + (document.Layers?.Count ?? 0) > MostDescriptors) throw RegistryException.Failed($"The {what} names more than {MostDescriptors} parts.");
        if (MediaTypes.IsManifest(type) && document.Config is null) throw RegistryException.Failed($"The {what} names no configuration.");
        return new ImageManifest(content, digest, type, document);
    }

    /// <summary>The same image with other blobs for some of its layers; what the manifest says besides stays.</summary>
    public ImageManifest WithLayers(IReadOnlyDictionary<Digest, BlobDescriptor> changed)
    {
        if (changed.Count == 0) return this;
        JsonNode document = JsonNode.Parse(Content)!;
        foreach (JsonNode? layer in document["layers"]!.AsArray())
        {
            if (!changed.TryGetValue(new Digest((string)layer!["digest"]!), out BlobDescriptor? blob)) continue;
            layer["mediaType"] = blob.MediaType;
            layer["digest"] = blob.Digest.Value;
            layer["size"] = blob.Size;
        }

        return Read(ImageJson.WriteNode(document), MediaType, null, $"manifest made of {Digest}");
    }

    public static BlobDescriptor Blob(DescriptorDocument descriptor) => new(new Digest(descriptor.Digest!), descriptor.Size, descriptor.MediaType ?? "");

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
        string? known = declared is not null && (MediaTypes.IsIndex(declared) || MediaTypes.IsManifest(declared)) ? declared : null;
        string? own = document.MediaType is { Length: > 0 } ? document.MediaType : null;
        if (known is not null && own is not null && known != own) throw RegistryException.Failed($"The {what} was sent as {known} and calls itself {own}, which is refused.");
        string type = own ?? known ?? (document.Manifests is not null ? MediaTypes.Index : MediaTypes.Manifest);
        if (MediaTypes.IsIndex(type) ? document.Manifests is null : document.Manifests is not null)
            throw RegistryException.Failed($"The {what} calls itself {type} and is none.");
        return MediaTypes.IsIndex(type) || MediaTypes.IsManifest(type) ? type
            : throw new RegistryException(FaultCode.NotSupported, $"The {what} has the type {type}, which is no image.");
    }

    private static void Check(DescriptorDocument descriptor, string what)
    {
        if (!ContentDigest.IsDigest(descriptor.Digest)) throw RegistryException.Failed($"The {what} names a part by something else than a sha256 or sha512 digest: {descriptor.Digest}");
        if (descriptor.Size < 0) throw RegistryException.Failed($"The {what} names a part with {descriptor.Size} bytes.");
    }
}
