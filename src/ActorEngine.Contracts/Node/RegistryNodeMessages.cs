namespace ActorEngine.Contracts;

/// <summary>Content as a manifest names it (image-spec descriptor.md).</summary>
public sealed record BlobDescriptor(Digest Digest, long Size, string MediaType);

/// <summary>Where the image store gets the layers of an image while it takes it in. Safe for all threads.</summary>
public interface IBlobSource
{
    /// <summary>
    /// Begins to fetch a blob. The store reads the stream synchronously on a thread of its own and disposes it. It yields
    /// <paramref name="blob"/>'s size and no byte more, or throws <see cref="BlobUnavailableException"/>; the store checks the digest.
    /// </summary>
    Stream Open(BlobDescriptor blob, CancellationToken cancellation);
}

/// <summary>A blob cannot be had; carries the fault to answer with.</summary>
public sealed class BlobUnavailableException(Fault fault, Exception? inner = null) : IOException(fault.Message, inner)
{
    public Fault Fault { get; } = fault;
}

/// <summary>
/// Hands the image store an image whose layers it fetches as it needs them: each once, however many of these want it. To the sender go
/// <see cref="TransferProgress"/> for each layer, then <see cref="ImagesLoaded"/> or a fault. It ends with its sender, whose end
/// leaves nothing behind.
/// </summary>
/// <param name="Manifest">The image's manifest, checked against its digest.</param>
/// <param name="Configuration">The image's configuration, checked against its digest.</param>
public sealed record TakeImage(ReadOnlyMemory<byte> Manifest, ReadOnlyMemory<byte> Configuration) : INodeMessage
{
    /// <summary>Lowest first.</summary>
    public required IReadOnlyList<BlobDescriptor> Layers { get; init; }

    /// <summary>Canonical names to give it: REGISTRY/REPOSITORY:TAG, REGISTRY/REPOSITORY@DIGEST.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required IBlobSource Blobs { get; init; }
}

/// <summary>Asks which digests of a repository the store knows an image for. Answer: <see cref="KnownDigests"/>.</summary>
/// <param name="Repository">Canonical.</param>
/// <param name="Platform">Only images for it, OS/ARCHITECTURE[/VARIANT].</param>
public sealed record FindKnownDigests(string Repository, string Platform) : INodeMessage;

/// <summary>Answer to <see cref="FindKnownDigests"/>: of manifests or indexes, as the repository's registry called the images.</summary>
public sealed record KnownDigests(IReadOnlySet<Digest> Digests) : INodeMessage;

/// <summary>Gives more names to the image with this manifest. Answer: <see cref="ImageNamed"/>; NotFound where the store has no such image.</summary>
public sealed record NameImage(Digest Manifest, IReadOnlyList<string> Names) : INodeMessage
{
    /// <summary>REGISTRY/REPOSITORY@DIGEST: the image that has this name is meant, whatever its manifest.</summary>
    public string? Known { get; init; }
}

/// <summary>Answer to <see cref="NameImage"/>.</summary>
/// <param name="Changed">A name was new, or meant another image.</param>
public sealed record ImageNamed(ImageSummary Image, bool Changed) : INodeMessage;

/// <summary>
/// Opens an image, or all tags of its repository, to be read. Answer: <see cref="ImagesOpened"/> or a fault. The sender holds a lease
/// on the content until it ends.
/// </summary>
public sealed record OpenImages(ImageReference Image, bool AllTags) : INodeMessage;

/// <summary>Answer to <see cref="OpenImages"/>.</summary>
public sealed record ImagesOpened(IReadOnlyList<OpenedImage> Images) : INodeMessage;

/// <summary>An image that can be read.</summary>
/// <param name="Name">Canonical name with tag.</param>
public sealed record OpenedImage(string Name, ReadOnlyMemory<byte> Manifest)
{
    /// <summary>Opens a blob that the manifest names.</summary>
    public required Func<Digest, Stream> OpenBlob { get; init; }

    /// <summary>Repositories (canonical) of each layer's images: candidates for a mount at their registry.</summary>
    public IReadOnlyDictionary<Digest, IReadOnlyList<string>> Repositories { get; init; } = new Dictionary<Digest, IReadOnlyList<string>>();
}

/// <summary>Gives the store a blob that it misses, or that is damaged. Answer: <see cref="Done"/> or a fault. The store reads <paramref name="Content"/> to its end, checks it, and disposes it.</summary>
public sealed record MendBlob(Digest Blob, Stream Content) : INodeMessage;

/// <summary>Opens a blob of a repository to be read by the sender, at its pace, with asynchronous calls. Answer: <see cref="RemoteBlobOpened"/> or a fault.</summary>
public sealed record OpenRemoteBlob(FetchBlob Request, CancellationToken Cancelled) : INodeMessage;

/// <summary>Hands the registry client a blob as it arrives. Answer: <see cref="BlobPushed"/> or a fault. It reads <paramref name="Content"/> to its end and disposes it.</summary>
public sealed record SendRemoteBlob(PushBlob Request, Stream Content) : INodeMessage;

/// <summary>Answer to <see cref="OpenRemoteBlob"/>. The reader checks the digest and disposes the stream.</summary>
public sealed record RemoteBlobOpened(Stream Content) : INodeMessage;
