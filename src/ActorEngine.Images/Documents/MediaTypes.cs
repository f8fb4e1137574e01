namespace ActorEngine.Images;

/// <summary>Media types (image-spec media-types.md; Docker's schema 2 equivalents are read alike).</summary>
internal static class MediaTypes
{
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Configuration = "application/vnd.oci.image.config.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>The layer media type for a compression.</summary>
    public static string Layer(Compression compression) => compression switch
    {
        Compression.Gzip => "application/vnd.oci.image.layer.v1.tar+gzip",
        Compression.Zstandard => "application/vnd.oci.image.layer.v1.tar+zstd",
        _ => "application/vnd.oci.image.layer.v1.tar",
    };
}

/// <summary>How a tar is compressed.</summary>
internal enum Compression
{
    None,
    Gzip,
    Zstandard,
}
