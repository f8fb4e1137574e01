using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Where operators find a container's log.</summary>
internal static class LogPlaces
{
    /// <summary>What <c>inspect</c> shows as LogPath: the shim's directory, Docker's file, or nothing where the driver's receiver has the log.</summary>
    public static string Shown(ContainerId id, LogSettings log, ContainerPaths paths) => log.Driver switch
    {
        null or "local" => paths.LogDirectory,
        "json-file" => Path.Combine(paths.StateDirectory, id.Value + "-json.log"),
        _ => "",
    };
}
