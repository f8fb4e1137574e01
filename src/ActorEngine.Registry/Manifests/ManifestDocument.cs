using System.Text.Json.Serialization;

namespace ActorEngine.Registry;

/// <summary>A manifest or an index as it is written (image-spec manifest.md, image-index.md; Docker's schema 2 has the same fields).</summary>
internal sealed record ManifestDocument
{
    [JsonPropertyName("schemaVersion")]
    public int SchemaVersion { get; init; }

    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }

    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }

    [JsonPropertyName("config")]
    public DescriptorDocument? Config { get; init; }

    [JsonPropertyName("layers")]
    public IReadOnlyList<DescriptorDocument>? Layers { get; init; }

    [JsonPropertyName("manifests")]
    public IReadOnlyList<DescriptorDocument>? Manifests { get; init; }

    /// <summary>The manifest that this one is about.</summary>
    [JsonPropertyName("subject")]
    public DescriptorDocument? Subject { get; init; }

    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}

/// <summary>A descriptor as it is written.</summary>
internal sealed record DescriptorDocument
{
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }

    [JsonPropertyName("digest")]
    public string? Digest { get; init; }

    [JsonPropertyName("size")]
    public long Size { get; init; }

    [JsonPropertyName("platform")]
    public PlatformDocument? Platform { get; init; }

    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }

    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}

/// <summary>A platform as an index writes it; an image's configuration has the same fields.</summary>
internal sealed record PlatformDocument
{
    [JsonPropertyName("os")]
    public string? Os { get; init; }

    [JsonPropertyName("architecture")]
    public string? Architecture { get; init; }

    [JsonPropertyName("variant")]
    public string? Variant { get; init; }
}

/// <summary>A page of tags.</summary>
internal sealed record TagsDocument
{
    [JsonPropertyName("tags")]
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>A page of repositories.</summary>
internal sealed record CatalogDocument
{
    [JsonPropertyName("repositories")]
    public IReadOnlyList<string>? Repositories { get; init; }
}
