using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>How a tar is compressed.</summary>
internal enum Compression
{
    None,
    Gzip,
    Zstandard,
}

/// <summary>The media types of layers.</summary>
internal static class LayerMediaType
{
    public static string Of(Compression compression) => compression switch
    {
        Compression.Gzip => MediaTypes.Layer + "+gzip",
        Compression.Zstandard => MediaTypes.Layer + "+zstd",
        _ => MediaTypes.Layer,
    };
}
