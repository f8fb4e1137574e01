namespace ActorEngine.Contracts;

/// <summary>
/// Hands the image store an archive as it arrives. Answer: <see cref="ImagesLoaded"/> or a fault, sent when the image is durable.
/// The store reads <paramref name="Content"/> synchronously on a thread of its own, to its end, and disposes it; a stream that
/// throws (the client went away) makes the import fail and leaves nothing behind.
/// </summary>
/// <param name="Request"><see cref="LoadImage"/> or <see cref="ImportImage"/>.</param>
/// <param name="Content">The archive: plain, gzip, bzip2, xz or zstd. The sender bounds what it buffers, e.g. by a pipe.</param>
public sealed record LoadArchive(ICommand Request, Stream Content) : INodeMessage;

/// <summary>Compares a container's snapshot with its image. Answer: <see cref="FileChanges"/>, sorted by path, or a fault.</summary>
public sealed record DiffSnapshot(ContainerId Container) : INodeMessage
{
    /// <summary>Places of mounts: what was made for them is no change of the container's.</summary>
    public IReadOnlyList<string> Mounts { get; init; } = [];
}

/// <summary>Asks which containers have a snapshot, so that recovery can remove those of containers it does not know. Answer: <see cref="SnapshotList"/>.</summary>
public sealed record ListSnapshots : INodeMessage;

/// <summary>Answer to <see cref="ListSnapshots"/>.</summary>
public sealed record SnapshotList(IReadOnlyList<ContainerId> Containers) : INodeMessage;
