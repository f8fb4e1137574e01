using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Probe a container from now on, until <see cref="EndHealth"/>. Each probe is told by a <see cref="HealthFound"/>.</summary>
/// <param name="Container">With the process that runs.</param>
/// <param name="Up">How long it has run.</param>
internal sealed record BeginHealth(ContainerState Container, HealthPlan Plan, HealthRecord Known, TimeSpan Up)
{
    /// <summary>It ran before this daemon began: the first probe comes soon, since what is known is old.</summary>
    public bool Found { get; init; }
}

/// <summary>It does not run any more, is paused, or is being stopped: the probe in progress is ended and counts for nothing.</summary>
internal sealed record EndHealth;

/// <summary>A probe is over.</summary>
internal sealed record HealthFound(int Run, HealthRecord Health);

/// <summary>How a probe went. An exit code of -1 is none.</summary>
internal sealed record ProbeOutcome(int ExitCode, string Output);

/// <summary>Exec sessions that are probes, by their ids: nobody else is told of them, and what an earlier daemon began is known again.</summary>
internal static class ProbeIds
{
    private const string Prefix = "health";

    public static ExecId New() => new(Prefix + ContainerId.New().Value[Prefix.Length..]);

    public static bool IsProbe(ExecId id) => id.Value.StartsWith(Prefix, StringComparison.Ordinal);
}
