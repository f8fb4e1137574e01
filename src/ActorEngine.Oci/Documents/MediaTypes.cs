namespace ActorEngine.Oci;

/// <summary>Media types of images (image-spec media-types.md, and those of Docker's schema 2, which are read alike).</summary>
public static class MediaTypes
{
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Configuration = "application/vnd.oci.image.config.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerConfiguration = "application/vnd.docker.container.image.v1+json";

    /// <summary>A layer without compression; with one, its name follows after a plus sign.</summary>
    public const string Layer = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>The empty object that artifacts name where an image has its configuration (image-spec manifest.md, "Guidance for an Empty Descriptor").</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    /// <summary>What is asked for when a manifest is fetched.</summary>
    public static IReadOnlyList<string> Manifests { get; } = [Manifest, Index, DockerManifest, DockerIndex];

    public static bool IsIndex(string type) => type is Index or DockerIndex;

    public static bool IsManifest(string type) => type is Manifest or DockerManifest;

    public static bool IsImageConfiguration(string type) => type is Configuration or DockerConfiguration;
}
