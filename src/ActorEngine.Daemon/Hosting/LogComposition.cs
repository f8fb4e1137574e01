using ActorEngine.Builder;
using ActorEngine.Contracts;
using ActorEngine.Lifecycle;
using ActorEngine.LogDrivers;

namespace ActorEngine.Daemon;

/// <summary>Ties the log drivers to the rest of the engine.</summary>
internal static class LogComposition
{
    /// <summary>What the lifecycle asks.</summary>
    public static LogHooks Hooks(EngineServices services) => new()
    {
        Settle = settings => LogRules.Settle(
            // The output of builds is their client's business, not the log receiver's.
            settings.Labels.ContainsKey(BuilderServices.Label) ? new LogSettings { Driver = LogDriver.Local } : settings.Log, services.Settings.Logs),
        Check = LogRules.Check,
        DrainAsync = (view, cancellation) => services.Logs.DrainAsync(view, services.Settings.Logs.FlushTimeout, services.Time, cancellation),
        DrainLimit = services.Settings.Logs.FlushTimeout,
    };

    /// <summary>What the logs' actor works with.</summary>
    public static LogServices Services(EngineServices services) => new()
    {
        Defaults = services.Settings.Logs,
        Deliveries = services.Logs,
        Watch = services.LogWatch,
        Events = services.Actors.Events,
        Containers = () => services.Containers.All,
        Find = services.Containers.Find,
        Time = services.Time,
        States = services.States,
    };
}
