namespace ActorEngine.Contracts;

/// <summary>
/// Asks for the mounts of a container that is being made: names are given to anonymous volumes, volumes that are missing are made, and all of
/// them are the container's from now on. Asked again it answers the same. Answer: <see cref="VolumesClaimed"/> or <see cref="VolumesRefused"/>.
/// </summary>
public sealed record ClaimVolumes(ContainerId Container, string Name, ContainerSettings Settings, ImageConfiguration Image) : INodeMessage;

/// <summary>The container has these volumes, and nobody can remove them.</summary>
public sealed record VolumesClaimed(ContainerId Container) : INodeMessage;

/// <summary>Nothing was made, or what was made is gone again.</summary>
/// <param name="Run">Number of the start that it was for; 0 for the creation.</param>
public sealed record VolumesRefused(ContainerId Container, int Run, Fault Fault) : INodeMessage;

/// <summary>
/// Asks for the sources of a container's mounts before a start: what needs mounting is mounted, empty volumes are given the image's content.
/// Asked again for the same run it answers the same. Answer: <see cref="VolumesMounted"/> or <see cref="VolumesRefused"/>.
/// </summary>
/// <param name="Snapshot">The container's file system, for the content that new volumes get.</param>
public sealed record MountVolumes(ContainerId Container, int Run, string Name, ContainerSettings Settings, SnapshotPrepared Snapshot) : INodeMessage;

/// <summary>All sources are there.</summary>
public sealed record VolumesMounted(ContainerId Container, int Run, IReadOnlyList<PreparedMount> Mounts) : INodeMessage;

/// <summary>The run has ended and none of its mounts is left. Not answered; nothing to do is no error.</summary>
public sealed record UnmountVolumes(ContainerId Container, int Run) : INodeMessage;

/// <summary>The container is gone. Answer: <see cref="VolumesForgotten"/>, also where it had none.</summary>
/// <param name="RemoveAnonymous">With the volumes that were made for it alone, as far as no other container has them.</param>
public sealed record ForgetVolumes(ContainerId Container, bool RemoveAnonymous) : INodeMessage;

/// <summary>Answer to <see cref="ForgetVolumes"/>.</summary>
public sealed record VolumesForgotten(ContainerId Container) : INodeMessage;

/// <summary>After a start of the daemon: what containers had that are not known is let go. Not answered.</summary>
public sealed record SweepVolumes(Func<ContainerId, bool> IsKnown) : INodeMessage;

/// <summary>
/// Asks for the sources of the mounts of a container that does not run, to look at them; they stay mounted until
/// <see cref="EndLook"/>, or the next start of the daemon. Answer: <see cref="VolumesMounted"/> or a fault.
/// </summary>
public sealed record LookAtVolumes(ContainerId Container, string Key) : INodeMessage;

/// <summary>Ends what <see cref="LookAtVolumes"/> began. Not answered.</summary>
public sealed record EndLook(string Key) : INodeMessage;

/// <summary>Asks for the sizes of all volumes. Answer: <see cref="VolumesMeasured"/>.</summary>
public sealed record MeasureVolumes : INodeMessage;

/// <summary>Answer to <see cref="MeasureVolumes"/>.</summary>
public sealed record VolumesMeasured(IReadOnlyList<VolumeUsage> Volumes) : INodeMessage;

/// <summary>A mount with its source.</summary>
/// <param name="Settings">As asked for; a volume's Source is its name.</param>
public sealed record PreparedMount(MountSettings Settings)
{
    /// <summary>Path on the host: of a bind's source or a volume's content. Empty for other kinds.</summary>
    public string HostPath { get; init; } = "";
    /// <summary>An image's layers, topmost first.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];
}
