using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Lifecycle;

/// <summary>What is done to a running container through its control group.</summary>
internal sealed partial class LinuxContainerHost
{
    private const string NoGroups = "the engine may make no control groups here, as an ordinary user";

    public async Task FreezeAsync(string cgroupPath, bool frozen, CancellationToken cancellation)
    {
        if (services.HostFacts.Cgroups.Mode == CgroupMode.None) throw new NotSupportedException(NoGroups);
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
        ResourceLimits old = state.Settings!.Resources;
        Outcome<ResourcesSpec> composed = ResourceComposer.ForUpdate(ResourceMerge.Over(old, limits), limits, services.HostFacts, warnings);
        if (!composed.TryGet(out ResourcesSpec? resources, out Fault? fault)) return Task.FromResult(((IReadOnlyList<string>)[], (Fault?)fault));
        Cgroup cgroup = Cgroup.Open(services.HostFacts.Cgroups, CgroupPathOf(state));
        Fault? refused = AllowRealtime(state, limits) ?? cgroup.TryLimit(resources);
        if (refused is null) Prefer(cgroup, limits.OomScoreAdj);
        else TakeBack(cgroup, old, limits);
        return Task.FromResult(((IReadOnlyList<string>)warnings, refused));
    }

    // A refused change leaves nothing of itself: what was written before the refusal is written anew as it was.
    private void TakeBack(Cgroup cgroup, ResourceLimits old, ResourceLimits limits)
    {
        ResourceLimits back = ResourceMerge.Back(old, limits, services.HostFacts.CpuList, services.HostFacts.MemoryNodes);
        if (ResourceComposer.ForUpdate(ResourceMerge.Over(old, back), back, services.HostFacts, []).TryGet(out ResourcesSpec? before, out _)) cgroup.TryLimit(before);
    }

    // The kernel keeps this per process; those that are made later have it from their parents.
    private static void Prefer(Cgroup cgroup, int? score)
    {
        if (score is not { } value) return;
        foreach (int pid in cgroup.ReadPids())
        {
            try
            {
                File.WriteAllText($"/proc/{pid}/oom_score_adj", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }
    }

    // Groups of real-time tasks share what the group above them has, and that has none unless the settings give it some.
    private Fault? AllowRealtime(ContainerState state, ResourceLimits limits)
    {
        if (limits.CpuRealtimeRuntime is null or 0) return null;
        BundleDefaults defaults = services.Bundles;
        if (limits.CpuRealtimeRuntime > defaults.RealtimeRuntime)
            return Realtime($"The engine gives containers {defaults.RealtimeRuntime} microseconds of real-time scheduling in {defaults.RealtimePeriod}; the setting containers.realtime-runtime gives more.");
        try
        {
            Cgroup.Open(services.HostFacts.Cgroups, Path.GetDirectoryName(CgroupPathOf(state))!).AllowRealtime(defaults.RealtimeRuntime, defaults.RealtimePeriod);
            return null;
        }
        catch (LinuxException none)
        {
            return Realtime($"The host's control groups have less real-time scheduling to give than containers.realtime-runtime says: {none.Message}. Lower the setting.");
        }
    }

    private static Fault Realtime(string message) => new(FaultCode.InvalidArgument, message) { Field = "resources.cpuRealtimeRuntime" };

    public async Task<IReply> ListProcessesAsync(string cgroupPath, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (services.HostFacts.Cgroups.Mode == CgroupMode.None) return new Fault(FaultCode.NotSupported, $"Listing processes is not possible: {NoGroups}.");
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
