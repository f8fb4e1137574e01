using ActorEngine.Linux;
using ActorEngine.Shim.Log;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Stdio;
using ActorEngine.Shim.Watch;

namespace ActorEngine.Shim.Runtime;

/// <summary>The container: its state, its init process and what belongs to it.</summary>
internal sealed partial class Container(ShimHost host)
{
    private WatchedProcess? init;
    private WatchedProcess? runtimeCall;
    private ContainerStdio? stdio;
    private LogWriter? log;
    private Exited? exit;
    private bool exitAcknowledged;
    private ulong startTime;

    public ShimSettings? Settings { get; private set; }

    public ShimState State { get; private set; }

    public ContainerStdio? Stdio => stdio;

    /// <summary>The exit that nobody acknowledged yet.</summary>
    public Exited? PendingExit => exitAcknowledged ? null : exit;

    public bool IsOver => State is ShimState.Fresh or ShimState.Configured || (State == ShimState.Exited && exitAcknowledged);

    public void Configure(ShimSettings settings)
    {
        Require(State == ShimState.Fresh, "the shim has its settings already");
        Settings = settings;
        host.Children.HiddenMount = settings.HiddenMount;
        log = new LogWriter(host.Loop, settings, host.Scratch) { LossReported = (bytes, error, over) => host.Clients.Notify(new LogLoss(bytes, (int)error, over)) };
        memory = new MemoryWatch(settings);
        stdio = new ContainerStdio(host.Loop, settings, log, host.Scratch);
        stdio.Prepare();
        State = ShimState.Configured;
    }

    public StatusReport Report() => new(
        Settings?.ContainerId ?? "", State, init?.Pid ?? exit?.Pid ?? 0, startTime, log?.Position ?? default,
        stdio?.Stdin is { IsOpen: true }, exitAcknowledged, OutOfMemoryKills);

    /// <summary>What the container's ids are on the host; null = the same, or it has ended.</summary>
    public IdMapping? UserMapping => init is { } running ? IdMapping.Of(running.Pid) : null;

    public Errno TrySignal(int signal)
    {
        // A runtime that hangs can be got rid of.
        if (State == ShimState.Starting && runtimeCall is not null && signal == Signals.Kill) return runtimeCall.Signal(signal);
        killSent |= signal == Signals.Kill;
        return init?.Signal(signal) ?? Errno.ESRCH;
    }

    public Errno TrySignalAll(int signal)
    {
        string group = Settings!.MemoryCgroup.Length > 0 ? Settings.MemoryCgroup : Settings.UnifiedCgroup;
        if (group.Length == 0) return TrySignal(signal);
        killSent |= signal == Signals.Kill;
        Errno result = Errno.ESRCH;
        foreach (int pid in CgroupMembers.Of(group))
        {
            if (Signals.TrySend(pid, signal) == Errno.None) result = Errno.None;
        }

        return result;
    }

    public Started Adopt(Adopt request, FileDescriptor? terminal)
    {
        Require(State == ShimState.Configured, "a container is here already");
        FileDescriptor? pidfd = Pidfd.TryOpen(request.Pid, out _);
        if (pidfd is null || !ProcessTable.IsRunning(request.Pid, request.StartTime))
        {
            pidfd?.Dispose();
            throw new RequestFault(FaultCode.NotFound, "the process to adopt is gone");
        }

        stdio!.Resume(terminal);
        Begin(request.Pid, pidfd, request.StartTime, ShimState.Running);
        return new Started(request.Pid, startTime);
    }

    public void AcknowledgeExit()
    {
        Require(State == ShimState.Exited, "the container has not ended");
        exitAcknowledged = true;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition) throw new RequestFault(FaultCode.Conflict, otherwise);
    }

    private void Begin(int pid, FileDescriptor pidfd, ulong started, ShimState state)
    {
        startTime = started;
        State = state;
        init = new WatchedProcess(host.Loop, host.Reaper, pid, pidfd, OnInitExit);
        memoryNotice = memory!.Open(host.Loop, OnMemoryEvent);
        // What was killed before the watch began; told after the answer to the start.
        host.Loop.After(0, TellKills);
    }
}
