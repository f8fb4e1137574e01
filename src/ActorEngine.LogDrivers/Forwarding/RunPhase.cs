using ActorEngine.Contracts;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>What a container's state means for its log.</summary>
internal static class RunPhase
{
    /// <summary>Output may still come.</summary>
    public static bool IsOpen(ContainerView view) => !IsOver(view.Status) && view.Status != ContainerStatus.Created;

    /// <summary>No process of a run is left.</summary>
    public static bool IsOver(ContainerStatus status) => status is ContainerStatus.Exited or ContainerStatus.Restarting or ContainerStatus.Removing or ContainerStatus.Dead;

    /// <summary>Where the log ended; the very beginning, which means wherever it ends now, where nobody knows.</summary>
    public static LogCursor EndOf(ContainerView view) => view.FinalLogPosition is { } end ? new LogCursor(end.File, end.Offset) : LogCursor.Start;
}
