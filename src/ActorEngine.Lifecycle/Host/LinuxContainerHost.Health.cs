using ActorEngine.Linux;

namespace ActorEngine.Lifecycle;

/// <summary>Probes that need no process in the container.</summary>
internal sealed partial class LinuxContainerHost
{
    public Task<ProbeOutcome> ProbeAsync(RunningProcess process, HealthProbe probe, CancellationToken cancellation) =>
        NetworkProbe.RunAsync(probe, family => NamespaceSockets.OpenAsync(process.Pid, process.StartTime, family), cancellation);
}
