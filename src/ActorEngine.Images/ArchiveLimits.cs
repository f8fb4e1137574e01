namespace ActorEngine.Images;

/// <summary>What an archive may ask for before it is refused as a bomb.</summary>
public sealed record ArchiveLimits
{
    /// <summary>Entries of one layer, and files of one archive.</summary>
    public long MaxEntries { get; init; } = 4_000_000;

    /// <summary>Bytes of one layer's regular files.</summary>
    public long MaxLayerBytes { get; init; } = 64L << 30;

    /// <summary>Bytes of one archive once its outer compression is off.</summary>
    public long MaxArchiveBytes { get; init; } = 128L << 30;

    /// <summary>Bytes of one extended header, long name or link target.</summary>
    public int MaxHeaderBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of a manifest, index or image configuration.</summary>
    public int MaxDocumentBytes { get; init; } = 8 << 20;

    /// <summary>Bytes of names and attributes that must be remembered until an archive has been read to its end: directories, links, an image archive's files.</summary>
    public long MaxRememberedBytes { get; init; } = 96L << 20;

    /// <summary>Nested directories in a name.</summary>
    public int MaxDepth { get; init; } = 1024;

    /// <summary>Layers of one image; the kernel stacks no more.</summary>
    public int MaxLayers { get; init; } = 500;
}
