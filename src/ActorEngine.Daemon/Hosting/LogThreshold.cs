using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Daemon;

/// <summary>
/// How much of an actor system's log is written. The system itself lets everything pass, because actors look at its level once, when they
/// are made; so a change made here holds for all of them at once.
/// </summary>
internal sealed class LogThreshold
{
    private const LogLevel Silence = LogLevel.ErrorLevel + 1;

    private static readonly ConditionalWeakTable<ActorSystem, LogThreshold> Thresholds = new();

    private volatile LogLevel least;

    private LogThreshold(string level) => Set(level);

    /// <summary>The threshold of a system; at first as its configuration says.</summary>
    public static LogThreshold Of(ActorSystem system) =>
        Thresholds.GetValue(system, static made => new LogThreshold(made.Settings.Config.GetString($"{ConfigurationFiles.Section}.log-level")));

    /// <param name="level">DEBUG, INFO, WARNING, ERROR or OFF.</param>
    public void Set(string level) => least = level == "OFF" ? Silence : Logging.LogLevelFor(level);

    public bool Admits(LogLevel level) => level >= least;
}
