namespace ActorEngine.Contracts;

/// <summary>How a layer's tar is kept.</summary>
public enum LayerCompression
{
    None = 0,
    Gzip = 1,
}

/// <summary>A layer of the store: its blob, and its content unpacked.</summary>
/// <param name="DiffId">Digest of its tar, uncompressed.</param>
/// <param name="ChainId">Stands for it and all layers below (image-spec config.md, "Layer ChainID").</param>
/// <param name="Blob">Digest of its tar as it is kept.</param>
/// <param name="BlobSize">Bytes of the blob.</param>
/// <param name="MediaType">Of the blob.</param>
/// <param name="Size">Bytes of its regular files.</param>
public sealed record StoredLayer(Digest DiffId, Digest ChainId, Digest Blob, long BlobSize, string MediaType, long Size);

/// <summary>
/// Holds content in the store under a name, over restarts, until it is dropped or has expired: what is taken with the lease's name is not swept.
/// Taking one that is there sets its expiry anew. Answer: <see cref="Done"/>.
/// </summary>
/// <param name="Expires">null = never.</param>
public sealed record TakeLease(string Name, DateTimeOffset? Expires) : INodeMessage;

/// <summary>Lets go of a lease and of all that nothing else holds. Unknown ones are no error. Answer: <see cref="Done"/>.</summary>
public sealed record DropLease(string Name) : INodeMessage;

/// <summary>Lets a lease hold one chain of layers less. Answer: <see cref="Done"/>.</summary>
public sealed record ReleaseLayers(string Lease, Digest ChainId) : INodeMessage;

/// <summary>
/// Makes a layer of what a container wrote: its snapshot's upper directory as a tar, deterministic, put on top of the layers that the
/// snapshot stands on. The container should be paused or not running. Answer: <see cref="LayerTaken"/>.
/// </summary>
/// <param name="Lease">Holds the layer; see <see cref="TakeLease"/>.</param>
public sealed record CommitSnapshot(ContainerId Container, string Lease) : INodeMessage
{
    public LayerCompression Compression { get; init; } = LayerCompression.Gzip;
    /// <summary>No time in the layer is later (SOURCE_DATE_EPOCH).</summary>
    public DateTimeOffset? Latest { get; init; }
    /// <summary>The snapshot ends with this: its directory becomes the layer, without a copy. Nothing may have it mounted.</summary>
    public bool Consume { get; init; }
}

/// <summary>
/// Takes a layer's tar (plain, gzip or zstd) on top of a chain of layers. Reads the stream synchronously on a thread of its own and disposes it.
/// Answer: <see cref="LayerTaken"/>.
/// </summary>
/// <param name="Parent">Chain id of the layers below; null = none.</param>
/// <param name="Lease">Holds the layer; see <see cref="TakeLease"/>.</param>
public sealed record TakeLayer(Stream Content, Digest? Parent, string Lease) : INodeMessage;

/// <summary>Answer to <see cref="CommitSnapshot"/> and <see cref="TakeLayer"/>: it is durable.</summary>
/// <param name="IsEmpty">It changes nothing; an image can do without it.</param>
public sealed record LayerTaken(StoredLayer Layer, bool IsEmpty) : INodeMessage;

/// <summary>The layers of a chain, lowest first. Answer: <see cref="LayerStack"/>, or a fault NotFound. With a lease it is held from now on.</summary>
public sealed record FindLayers(Digest ChainId, string? Lease = null) : INodeMessage;

/// <summary>Answer to <see cref="FindLayers"/>.</summary>
public sealed record LayerStack(IReadOnlyList<StoredLayer> Layers) : INodeMessage
{
    /// <summary>What they unpack to, topmost first, to be mounted read-only; last the places that the engine's own mounts stand on.</summary>
    public IReadOnlyList<string> Directories { get; init; } = [];
}

/// <summary>
/// Makes an image of a configuration (image-spec config.md, the JSON as it shall be kept) whose layers the store has, as rootfs.diff_ids names
/// them. Answer: <see cref="ImagesLoaded"/>.
/// </summary>
/// <param name="Names">Names to give it; each is taken from the image that had it.</param>
public sealed record WriteImage(ReadOnlyMemory<byte> Configuration, IReadOnlyList<ImageReference> Names) : INodeMessage
{
    /// <summary>An OCI manifest to keep as it is; null makes one.</summary>
    public ReadOnlyMemory<byte>? Manifest { get; init; }
    /// <summary>The action that the event of it tells.</summary>
    public string Action { get; init; } = "load";
}

/// <summary>All of an image's documents. Answer: <see cref="ImageContent"/>, or a fault.</summary>
public sealed record ReadImage(ImageReference Image) : INodeMessage;

/// <summary>Answer to <see cref="ReadImage"/>.</summary>
/// <param name="Layers">Lowest first.</param>
/// <param name="Names">Familiar names.</param>
public sealed record ImageContent(Digest Id, Digest ManifestDigest, ReadOnlyMemory<byte> Configuration, ReadOnlyMemory<byte> Manifest, IReadOnlyList<StoredLayer> Layers, IReadOnlyList<string> Names)
    : INodeMessage;

/// <summary>Opens a blob of the store for reading. It stays until the stream is disposed, whatever is removed meanwhile. Answer: <see cref="BlobOpened"/>, or a fault NotFound.</summary>
public sealed record OpenBlob(Digest Digest) : INodeMessage;

/// <summary>Answer to <see cref="OpenBlob"/>; the stream is the receiver's to dispose.</summary>
public sealed record BlobOpened(Stream Content, long Length) : INodeMessage;

/// <summary>
/// Makes an image of a container's file system, and of its settings laid over those of its image. The container should be paused or not
/// running. Answer: <see cref="ImagesLoaded"/>.
/// </summary>
/// <param name="Container">What <paramref name="Request"/> means by its name.</param>
/// <param name="View">The container's settings.</param>
public sealed record CommitImage(CommitContainer Request, ContainerId Container, ContainerInspection View) : INodeMessage;

/// <summary>
/// Writes images as one archive into a stream, synchronously on a thread of the store's, and disposes it. What is written stays in the store until then. Answer when it is
/// complete: <see cref="StreamEnded"/>, or a fault.
/// </summary>
public sealed record WriteArchive(SaveImages Request, Stream Output) : INodeMessage
{
    /// <summary>Names that the archive gives its one image; null = those that the store has for it.</summary>
    public IReadOnlyList<ImageReference>? Names { get; init; }
}

/// <summary>
/// Writes a container's file system as a tar into a stream, synchronously on a thread of the store's, and disposes it. Answer when it is complete:
/// <see cref="StreamEnded"/>, or a fault.
/// </summary>
/// <param name="Root">Where its overlay is mounted now; null = nowhere.</param>
public sealed record WriteTree(ContainerId Container, string? Root, Stream Output) : INodeMessage
{
    /// <summary>Only what its image and it itself brought, without the directories and files that every container gets for its mounts.</summary>
    public bool WithoutMountPoints { get; init; }
}

/// <summary>
/// Moves out of the store what no image, lease, snapshot or running job needs, and ends leases that have expired. Answer: <see cref="StoreSwept"/>.
/// </summary>
/// <param name="DropLeases">Leases to end as well, by the beginnings of their names.</param>
public sealed record SweepStore(IReadOnlyList<string> DropLeases) : INodeMessage;

/// <summary>Answer to <see cref="SweepStore"/>.</summary>
/// <param name="ReclaimedBytes">Blobs and unpacked content of layers that were known; leftovers of crashes are not measured.</param>
public sealed record StoreSwept(int Removed, long ReclaimedBytes) : INodeMessage;

/// <summary>Measures images, and what containers wrote. Answer: <see cref="StoreMeasured"/>.</summary>
public sealed record MeasureStore : INodeMessage;

/// <summary>Answer to <see cref="MeasureStore"/>.</summary>
/// <param name="Usage">Without its containers.</param>
/// <param name="Snapshots">Bytes by container.</param>
public sealed record StoreMeasured(DiskUsage Usage, IReadOnlyDictionary<ContainerId, long> Snapshots) : INodeMessage;
