using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Lifecycle;

/// <summary>Finding a run again: its shim, else its process, else its exit record.</summary>
internal sealed partial class LinuxContainerHost
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(3), StatusPause = TimeSpan.FromMilliseconds(20);

    public async Task<AttachOutcome> AttachAsync(AttachOrder order, Action<ShimNotice> notify, CancellationToken cancellation)
    {
        ContainerState state = order.State;
        ContainerPaths paths = PathsOf(state.Id);
        // A start that was asked for while the run before was still being cleaned up: what is there is of that one.
        if (state.Process is null && RunOf(paths) != state.Run) return new AttachOutcome.NeverRan();
        bool thisBoot = state.Process is null || state.Process.BootId == BootId;
        if (thisBoot && await ReachShimAsync(state, paths, notify, cancellation).ConfigureAwait(false) is { } reached)
        {
            // A daemon that was killed during the start left it; the runtime has run.
            MountStage.Clear(paths.Stage);
            return reached;
        }

        if (ReadExit(state, paths) is { } exit) return new AttachOutcome.Ended(exit);
        if (thisBoot && FindProcess(state, paths) is { } process)
            return await AdoptAsync(order, process, paths, notify, cancellation).ConfigureAwait(false);
        return state.Process is null
            ? new AttachOutcome.NeverRan()
            : new AttachOutcome.Ended(ReadExit(state, paths) ?? ExitFacts.Unknown(services.Time.GetUtcNow()));
    }

    // Null when no shim serves this run any more.
    private async Task<AttachOutcome?> ReachShimAsync(ContainerState state, ContainerPaths paths, Action<ShimNotice> notify, CancellationToken cancellation)
    {
        ShimConnection? shim = await ConnectAsync(paths.RunDirectory, cancellation).ConfigureAwait(false);
        if (shim is null) return null;
        StatusReport status = await shim.StatusAsync(cancellation).ConfigureAwait(false);
        while (status.State == ShimState.Starting)
        {
            await Task.Delay(StatusPause, services.Time, cancellation).ConfigureAwait(false);
            status = await shim.StatusAsync(cancellation).ConfigureAwait(false);
        }

        bool serves = status.State is ShimState.Running or ShimState.Exited;
        if (!serves || (state.Process is { Pid: > 0 } known && known.Pid != status.Pid))
        {
            await DismissAsync(shim).ConfigureAwait(false);
            return null;
        }

        if (status.StdinOpen) shim.OpenStdinGuard();
        OciRuntime? runtime = RuntimeOf(state);
        var process = new RunningProcess(status.Pid, status.StartTime, shim.Process.Pid, BootId, runtime?.Name ?? "", CgroupPathOf(state));
        return new AttachOutcome.Attached(new ShimLink(shim, this, notify), process);
    }

    // A shim that lives and does not answer within the time cannot be left beside a fresh one: two would write one log.
    private async Task<ShimConnection?> ConnectAsync(string runDirectory, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ConnectPatience);
        try
        {
            return await ShimConnection.ConnectAsync(runDirectory, patience.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or ShimFaultException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            if (ShimProcess.Read(runDirectory) is { IsAlive: true } deaf)
            {
                deaf.Kill();
                await deaf.WaitForDeathAsync().WaitAsync(ConnectPatience, services.Time, cancellation).ConfigureAwait(false);
            }

            return null;
        }
    }

    private async Task<AttachOutcome> AdoptAsync(
        AttachOrder order, (int Pid, ulong StartTime) process, ContainerPaths paths, Action<ShimNotice> notify, CancellationToken cancellation)
    {
        ContainerState state = order.State;
        Directory.CreateDirectory(paths.LogDirectory);
        ShimConnection shim = await LaunchShimAsync(state, paths, cancellation).ConfigureAwait(false);
        try
        {
            Started started = await shim.AdoptAsync(process.Pid, process.StartTime, order.Terminal, cancellation).ConfigureAwait(false);
            OciRuntime? runtime = RuntimeOf(state);
            var running = new RunningProcess(started.Pid, started.StartTime, shim.Process.Pid, BootId, runtime?.Name ?? "", CgroupPathOf(state));
            return new AttachOutcome.Attached(new ShimLink(shim, this, notify), running) { Adopted = true };
        }
        catch (ShimFaultException gone) when (gone.Code == Shim.Protocol.FaultCode.NotFound)
        {
            // It ended between the look and the adoption.
            await DismissAsync(shim).ConfigureAwait(false);
            return new AttachOutcome.Ended(ReadExit(state, paths) ?? ExitFacts.Unknown(services.Time.GetUtcNow()));
        }
        catch
        {
            await DismissAsync(shim).ConfigureAwait(false);
            throw;
        }
    }

    // Pid and start time of the journal; before that was written, the runtime's pid file, believed only for a member of the control group.
    private (int Pid, ulong StartTime)? FindProcess(ContainerState state, ContainerPaths paths)
    {
        if (state.Process is { } known)
            return Linux.ProcessTable.IsRunning(known.Pid, known.StartTime) ? (known.Pid, known.StartTime) : null;
        if (!File.Exists(paths.PidFile) || !int.TryParse(File.ReadAllText(paths.PidFile), out int pid)) return null;
        bool member = Cgroup.Open(services.HostFacts.Cgroups, CgroupPathOf(state)).ReadPids().Contains(pid);
        return member && Linux.ProcessTable.StartTime(pid) is { } start ? (pid, start) : null;
    }

    private static int RunOf(ContainerPaths paths) =>
        File.Exists(paths.RunMarker) && int.TryParse(File.ReadAllText(paths.RunMarker), out int run) ? run : 0;

    private static ExitFacts? ReadExit(ContainerState state, ContainerPaths paths) =>
        ExitRecord.Read(paths.ExitRecord) is { } record && (state.Process is null || state.Process.Pid == 0 || record.Pid == state.Process.Pid)
            ? ShimLink.FactsOf(record)
            : null;
}
