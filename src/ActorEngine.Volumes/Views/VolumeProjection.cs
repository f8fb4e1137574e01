using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>What is known of volumes, for readers on any thread. Written by the volumes' actor; reading waits for nobody.</summary>
/// <param name="nameOf">The present name of a container; null where it is gone.</param>
public sealed class VolumeProjection(Func<ContainerId, string?> nameOf)
{
    private VolumesState state = VolumesState.Empty;

    internal VolumesState State
    {
        get => Volatile.Read(ref state);
        set => Volatile.Write(ref state, value);
    }

    /// <summary>Where a volume's content is; set by the actor.</summary>
    internal Func<VolumeRecord, string> PathOf { get; set; } = _ => "";

    /// <summary>A row of <c>ps</c> with its volumes.</summary>
    public ContainerView With(ContainerView view) => State.ClaimOf(view.Id) is { } claim
        ? view with { Summary = view.Summary with { Mounts = [.. claim.Mounts.Select(mount => Word(mount.Settings))] } }
        : view;

    /// <summary>An inspection with its mounts.</summary>
    public ContainerInspection With(ContainerInspection container) => container with { Mounts = MountsOf(container) };

    /// <summary>The mounts of a container.</summary>
    public IReadOnlyList<MountPoint> MountsOf(ContainerInspection container)
    {
        VolumesState now = State;
        IEnumerable<MountSettings> mounts = now.ClaimOf(container.Id)?.Mounts.Select(mount => mount.Settings) ?? container.Settings.Mounts;
        // As with Docker, one of --tmpfs is no entry here.
        return [.. mounts.Where(mount => mount is not { Kind: MountKind.Tmpfs, Short: not null }).Select(mount => VolumeViews.Of(mount, now.Find(new VolumeName(mount.Source)), PathOf))];
    }

    /// <summary>The container has mounts that are known here.</summary>
    public bool HasMounts(ContainerId container) => State.ClaimOf(container) is not null;

    /// <summary>Where a container's mounts are, as far as they are known here.</summary>
    public IReadOnlyList<string> TargetsOf(ContainerId container) => State.ClaimOf(container) is { } claim ? [.. claim.Mounts.Select(mount => mount.Settings.Target)] : [];

    internal string NameOf(ContainerId container) => nameOf(container) ?? container.Short;

    private static string Word(MountSettings mount) => mount.Source.Length > 0 ? mount.Source : mount.Target;
}
