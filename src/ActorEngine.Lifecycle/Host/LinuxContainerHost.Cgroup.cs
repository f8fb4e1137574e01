using ActorEngine.Contracts;
using ActorEngine.Oci;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Lifecycle;

/// <summary>What is done to a running container through its control group.</summary>
internal sealed partial class LinuxContainerHost
{
    public async Task FreezeAsync(string cgroupPath, bool frozen, CancellationToken cancellation)
    {
        Cgroup cgroup = Cgroup.Open(services.HostFacts.Cgroups, cgroupPath);
        cgroup.Freeze(frozen);
        for (double pause = 1; cgroup.IsFrozen != frozen; pause = Math.Min(pause * 2, 50))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(pause), services.Time, cancellation).ConfigureAwait(false);
            // A version 1 freezer may miss processes that are being made; asked again it gets them.
            if (frozen) cgroup.Freeze(true);
        }
    }

    public Task<(IReadOnlyList<string> Warnings, Fault? Fault)> LimitAsync(ContainerState state, ResourceLimits limits, CancellationToken cancellation)
    {
        List<string> warnings = [];
        Outcome<ResourcesSpec> composed = ResourceComposer.ForUpdate(limits, services.HostFacts, warnings);
        if (!composed.TryGet(out ResourcesSpec? resources, out Fault? fault)) return Task.FromResult(((IReadOnlyList<string>)[], (Fault?)fault));
        Fault? refused = Cgroup.Open(services.HostFacts.Cgroups, CgroupPathOf(state)).TryLimit(resources);
        return Task.FromResult(((IReadOnlyList<string>)warnings, refused));
    }

    public async Task<IReply> ListProcessesAsync(string cgroupPath, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        IReadOnlyCollection<int> pids = Cgroup.Open(services.HostFacts.Cgroups, cgroupPath).ReadPids();
        IReadOnlyList<string> options = arguments.Count > 0 ? arguments : ["-ef"];
        RuntimeOutput output;
        try
        {
            output = await RuntimeProcess.RunAsync(["ps", .. options], services.Settings.OperationTimeout, cancellation).ConfigureAwait(false);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return new Fault(FaultCode.NotSupported, $"ps cannot be run on this host: {missing.Message}. Install procps.");
        }

        if (output.ExitCode != 0) return new Fault(FaultCode.InvalidArgument, $"ps: {output.Errors.Trim()}") { Field = "arguments" };
        return ProcessTables.Parse(output.Output, pids);
    }
}
