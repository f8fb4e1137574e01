namespace ActorEngine.Contracts;

/// <summary>
/// Fetches an image by tag or digest from its registry; what the store holds already is not fetched again. Items:
/// <see cref="TransferBegan"/>, <see cref="TransferProgress"/>, <see cref="StreamNotice"/>. Answer: <see cref="ImagesLoaded"/>.
/// A client that goes away cancels it, which leaves nothing behind.
/// </summary>
public sealed record PullImage(ImageReference Image) : ICommand
{
    /// <summary>OS/ARCHITECTURE[/VARIANT] to choose from an index; null = this engine's own.</summary>
    public string? Platform { get; init; }
    /// <summary>All tags of the repository.</summary>
    public bool AllTags { get; init; }
    /// <summary>null = those that the engine keeps for this registry, if any.</summary>
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>Sends an image to the registry that its name says. Items as with <see cref="PullImage"/>. Answer: <see cref="ImagesPushed"/>.</summary>
public sealed record PushImage(ImageReference Image) : ICommand
{
    /// <summary>What becomes of layers that the store keeps as plain archives; those that are compressed go as they are.</summary>
    public PushCompression Compression { get; init; }
    /// <summary>All tags of the repository.</summary>
    public bool AllTags { get; init; }
    /// <summary>null = those that the engine keeps for this registry, if any.</summary>
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>What becomes of plain layers on their way to a registry.</summary>
public enum PushCompression
{
    /// <summary>They are compressed with gzip; the image has another manifest at the registry then, and the same id.</summary>
    Gzip = 0,
    /// <summary>They go as they are, and the manifest too.</summary>
    Unchanged = 1,
}

/// <summary>The transfer of one tag begins.</summary>
/// <param name="Reference">REGISTRY/REPOSITORY:TAG or @DIGEST, in full.</param>
public sealed record TransferBegan(string Reference) : IItem;

/// <summary>How far one layer is. Only the newest for each layer counts; older ones may be left out.</summary>
/// <param name="Layer">Its digest.</param>
public sealed record TransferProgress(Digest Layer, TransferPhase Phase) : IItem
{
    /// <summary>Bytes done.</summary>
    public long Current { get; init; }
    /// <summary>Bytes in all; 0 where unknown.</summary>
    public long Total { get; init; }
    /// <summary>The repository a layer was mounted from; seconds until a retry.</summary>
    public string? Detail { get; init; }
}

/// <summary>What happens to a layer.</summary>
public enum TransferPhase
{
    /// <summary>It waits for its turn.</summary>
    Waiting = 0,
    /// <summary>Bytes arrive; they are unpacked meanwhile.</summary>
    Downloading = 1,
    /// <summary>All bytes are here, the rest is being unpacked.</summary>
    Extracting = 2,
    /// <summary>Fetched and unpacked.</summary>
    Pulled = 3,
    /// <summary>It was there already, here (pull) or at the registry (push).</summary>
    Exists = 4,
    /// <summary>A failed attempt will be repeated.</summary>
    Retrying = 5,
    /// <summary>The registry is asked whether it has it.</summary>
    Preparing = 6,
    /// <summary>Bytes leave.</summary>
    Pushing = 7,
    /// <summary>The registry has taken it.</summary>
    Pushed = 8,
    /// <summary>The registry took it from another of its repositories.</summary>
    Mounted = 9,
}

/// <summary>What the pull of one tag came to.</summary>
/// <param name="Reference">REGISTRY/REPOSITORY:TAG or @DIGEST, in full.</param>
/// <param name="Digest">Of the manifest or index under that name.</param>
public sealed record PulledReference(string Reference, Digest Digest)
{
    /// <summary>The name means another image than before.</summary>
    public bool Changed { get; init; }
}

/// <summary>Answer to <see cref="PushImage"/>.</summary>
public sealed record ImagesPushed(IReadOnlyList<PushedReference> Images) : IReply;

/// <summary>A tag that a registry has taken.</summary>
/// <param name="Reference">REGISTRY/REPOSITORY:TAG, in full.</param>
/// <param name="Digest">Of the manifest.</param>
/// <param name="Size">Bytes of the manifest.</param>
public sealed record PushedReference(string Reference, Digest Digest, long Size);
