using System.Collections.Concurrent;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>A machine of the tests': every start works at once unless a test says otherwise, and tests end the processes.</summary>
internal sealed class FakeHost : IContainerHost
{
    private int lastPid = 1000;

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentDictionary<ContainerId, FakeLink> Links { get; } = new();

    public Func<RunOrder, Task<RunOutcome>>? OnRun { get; set; }

    public Func<AttachOrder, AttachOutcome>? OnAttach { get; set; }

    /// <summary>Holds the look at the machine up for as long as a test wants.</summary>
    public Func<ContainerId, Task> BeforeAttach { get; set; } = _ => Task.CompletedTask;

    public Func<bool, Task> OnFreeze { get; set; } = _ => Task.CompletedTask;

    public Func<Task> OnTearDown { get; set; } = () => Task.CompletedTask;

    public Func<Task> OnErase { get; set; } = () => Task.CompletedTask;

    /// <summary>Exec sessions that shims tell of when they are found again.</summary>
    public IReadOnlyList<ExecFound> Execs { get; set; } = [];

    /// <summary>How probes over the network go; they pass unless a test says otherwise.</summary>
    public Func<HealthProbe, ProbeOutcome>? OnProbe { get; set; }

    public int Probes { get; private set; }

    public string BootId => "boot";

    public Fault? Check(ContainerSettings settings) => null;

    public IReadOnlyList<string> Warnings(ContainerSettings settings) => [];

    public async Task<RunOutcome> RunAsync(RunOrder order, Action<ShimNotice> notify, CancellationToken cancellation)
    {
        Calls.Enqueue($"run {order.State.Run}");
        if (OnRun is { } own) return await own(order).WaitAsync(cancellation);
        return Started(order.State, notify);
    }

    public RunOutcome Started(ContainerState state, Action<ShimNotice> notify)
    {
        FakeLink link = Link(state, notify);
        return new RunOutcome(link, new RunningProcess(Interlocked.Increment(ref lastPid), 7, link.ShimPid, BootId, "runc", "/actorengine/x"), null);
    }

    public async Task<AttachOutcome> AttachAsync(AttachOrder order, Action<ShimNotice> notify, CancellationToken cancellation)
    {
        Calls.Enqueue($"attach {order.State.Run}");
        await BeforeAttach(order.State.Id).WaitAsync(cancellation);
        if (OnAttach is { } own) return own(order);
        if (order.State.Process is not { } process) return new AttachOutcome.NeverRan();
        FakeLink link = Link(order.State, notify);
        return new AttachOutcome.Attached(link, process with { ShimPid = link.ShimPid });
    }

    public async Task TearDownAsync(TearDownOrder order, CancellationToken cancellation)
    {
        Calls.Enqueue($"tear down {order.State.Run}");
        await OnTearDown().WaitAsync(cancellation);
    }

    public async Task EraseAsync(ContainerId id, CancellationToken cancellation)
    {
        Calls.Enqueue("erase");
        await OnErase().WaitAsync(cancellation);
    }

    public Task FreezeAsync(string cgroupPath, bool frozen, CancellationToken cancellation)
    {
        Calls.Enqueue(frozen ? "freeze" : "thaw");
        return OnFreeze(frozen).WaitAsync(cancellation);
    }

    public Task<(IReadOnlyList<string> Warnings, Fault? Fault)> LimitAsync(ContainerState state, ResourceLimits limits, CancellationToken cancellation)
    {
        Calls.Enqueue("limit");
        return Task.FromResult<(IReadOnlyList<string>, Fault?)>((["no swap here"], null));
    }

    public Task<IReply> ListProcessesAsync(string cgroupPath, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        Task.FromResult<IReply>(new ProcessTable(["PID"], [["1"]]));

    public Task<ProbeOutcome> ProbeAsync(RunningProcess process, HealthProbe probe, CancellationToken cancellation)
    {
        Probes++;
        return Task.FromResult(OnProbe?.Invoke(probe) ?? new ProbeOutcome(0, ""));
    }

    public Task<IReadOnlyList<ContainerId>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ContainerId>>([.. Links.Keys]);

    public Task<IReadOnlyList<string>> SweepAsync(Func<ContainerId, bool> isKnown, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    private FakeLink Link(ContainerState state, Action<ShimNotice> notify) =>
        Links[state.Id] = new FakeLink(this, notify, Links.TryGetValue(state.Id, out FakeLink? old) ? old.ShimPid + 1 : 500);
}
