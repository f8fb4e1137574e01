namespace ActorEngine.Contracts;

/// <summary>
/// Asks the image store to resolve an image and make a writable snapshot for a container. Between actors of one node. Answer: <see cref="SnapshotPrepared"/>.
/// Besides images, <c>chain@sha256:...</c> names the layers of a chain id, without a configuration, and <c>scratch</c> no layers at all.
/// </summary>
public sealed record PrepareSnapshot(ContainerId Container, ImageReference Image) : ICommand
{
    /// <summary>The container is removed when it exits, so its writes need not reach the disk (overlay option volatile).</summary>
    public bool Volatile { get; init; }
    /// <summary>What the image must be for; null = anything.</summary>
    public string? Platform { get; init; }
}

/// <summary>The snapshot exists (not mounted yet).</summary>
public sealed record SnapshotPrepared(ContainerId Container, Digest ImageId, string ImageName, ImageConfiguration Configuration) : IReply
{
    /// <summary>Layer directories, topmost first.</summary>
    public required IReadOnlyList<string> Lower { get; init; }
    public required string Upper { get; init; }
    public required string Work { get; init; }
    /// <summary>That of the layers which holds nothing but what every container gets for its mounts; null where there is none.</summary>
    public string? MountPoints { get; init; }
}

/// <summary>Removes a container's snapshot. Unknown ones are no error. Answer: <see cref="Done"/>.</summary>
public sealed record RemoveSnapshot(ContainerId Container) : ICommand;

/// <summary>Asks for the paths of an existing snapshot, to mount it again. Answer: <see cref="SnapshotPrepared"/>.</summary>
public sealed record FindSnapshot(ContainerId Container) : IQuery;
