using ActorEngine.Contracts;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>What a forwarder works with.</summary>
internal sealed record ForwarderContext
{
    public required ContainerView View { get; init; }
    public required LogPlan Plan { get; init; }
    public required LogWatch Watch { get; init; }
    public required TimeProvider Time { get; init; }

    /// <summary>Makes the receiver's side.</summary>
    public required Func<ILogSink> MakeSink { get; init; }

    /// <summary>Where the present figures are shown.</summary>
    public required LogDeliveryState Shown { get; init; }

    /// <summary>Called when lines were dropped; must not block.</summary>
    public Action Dropped { get; init; } = () => { };

    /// <summary>How long a receiver may take nothing before a container that wants no waiting loses lines.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    public string CheckpointPath => Path.Combine(Path.GetDirectoryName(View.LogDirectory)!, "log-forwarded");
}
