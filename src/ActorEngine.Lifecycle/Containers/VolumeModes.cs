using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>What a container's mounts mean to its creation and its start.</summary>
internal static class VolumeModes
{
    /// <summary>The volumes' owner settles and mounts them; else the settings say all that there is to know.</summary>
    public static bool IsManaged(ContainerSettings settings, ImageConfiguration image) =>
        image.Volumes.Count > 0 || settings.VolumesFrom.Count > 0 || settings.Mounts.Any(mount => mount.Kind is MountKind.Volume or MountKind.Image);
}
