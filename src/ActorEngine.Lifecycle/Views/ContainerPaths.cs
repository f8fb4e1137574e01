using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Where a container's files are (docs/operations.md).</summary>
internal sealed record ContainerPaths(string StateDirectory, string RunDirectory)
{
    public const string SharedMemoryName = "shm";

    /// <summary>The paths of one container below the engine's directories.</summary>
    public static ContainerPaths Of(LifecycleSettings settings, ContainerId id) => new(
        Path.Combine(settings.StateDirectory, "containers", id.Value), Path.Combine(settings.RunDirectory, "containers", id.Value));

    public string Rootfs => Path.Combine(RunDirectory, "rootfs");

    /// <summary>The /dev/shm of a container that shares it.</summary>
    public string SharedMemory => Path.Combine(RunDirectory, SharedMemoryName);

    /// <summary>Where mounts are put together before a start; outside of the run directory, which is removed with all that is in it.</summary>
    public string Stage => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(RunDirectory))!, "mounts", Path.GetFileName(RunDirectory));
    public string PidFile => Path.Combine(RunDirectory, "pid");

    /// <summary>Holds the number of the run that the run directory is of.</summary>
    public string RunMarker => Path.Combine(RunDirectory, "run");
    public string RuntimeLog => Path.Combine(RunDirectory, "runtime.log");
    public string LogDirectory => Path.Combine(StateDirectory, "log");
    public string ExitRecord => Path.Combine(StateDirectory, "exit");
    public string Hosts => Path.Combine(StateDirectory, "hosts");
    public string Hostname => Path.Combine(StateDirectory, "hostname");
    public string ResolvConf => Path.Combine(StateDirectory, "resolv.conf");
}
