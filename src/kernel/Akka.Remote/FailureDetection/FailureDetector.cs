using System.Diagnostics;

namespace Akka.Remote;

/// <summary>Milliseconds since some moment; never goes back.</summary>
public delegate long Clock();

/// <summary>Decides from the times of heartbeats whether a resource still lives.</summary>
public abstract class FailureDetector
{
    public static readonly Clock DefaultClock = () => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);

    /// <summary>The resource is believed to live.</summary>
    public abstract bool IsAvailable { get; }

    /// <summary>A heartbeat has come.</summary>
    public abstract bool IsMonitoring { get; }

    /// <summary>A heartbeat comes.</summary>
    public abstract void HeartBeat();
}
