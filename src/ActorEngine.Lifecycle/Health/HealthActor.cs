using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Lifecycle;

/// <summary>Probes one container, one probe at a time, and tells its container what came of each. Decides nothing: <see cref="HealthRecord"/> does.</summary>
internal sealed class HealthActor : ReceiveActor, IWithTimers
{
    /// <summary>Pause after a probe that said nothing of the container, since the engine itself could not make it.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>The first probes after a start of the daemon are spread over this time.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(5);

    private readonly LifecycleServices services;
    private readonly IContainerHost host;
    private readonly string path;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private BeginHealth? order;
    private HealthRecord known = HealthRecord.Fresh;
    private CancellationTokenSource? probing;
    private ExecId? running;
    private long begun;
    private int number;

    /// <summary>The shim may hold probes that nobody waits for.</summary>
    private bool strays;

    public HealthActor(LifecycleServices services, IContainerHost host)
    {
        this.services = services;
        this.host = host;
        path = Self.Path.ToStringWithoutAddress();
        Receive<BeginHealth>(OnBegin);
        Receive<EndHealth>(_ => OnEnd());
        Receive<ProbeDue>(_ => OnDue());
        Receive<LinkLent>(OnLink);
        Receive<ProbeEnded>(OnProbeEnded);
        Receive<ExecEndedNotice>(OnExecEnded);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(LifecycleServices services, IContainerHost host) => Akka.Actor.Props.Create(() => new HealthActor(services, host));

    protected override void PostStop()
    {
        probing?.Cancel();
        services.States.Remove(path);
    }

    private void OnBegin(BeginHealth message)
    {
        OnEnd();
        order = message;
        known = message.Known;
        begun = services.Time.GetTimestamp();
        strays = message.Found;
        Schedule(message.Found ? Soon(message) : message.Plan.Pause(known.Status, Up()));
    }

    private void OnEnd()
    {
        order = null;
        number++;
        probing?.Cancel();
        probing = null;
        running = null;
        Timers.CancelAll();
        State("idle");
    }

    private void OnDue()
    {
        if (order is not { } asked) return;
        // Its shim may be on its way: the link comes when there is one.
        if (asked.Plan.Probe is HealthProbe.Program) Context.Parent.Tell(new LendLink());
        else Begin(token => WithinAsync(limited => host.ProbeAsync(asked.Container.Process!, asked.Plan.Probe, limited), asked.Plan.Timeout, token));
    }

    private void OnLink(LinkLent lent)
    {
        if (order is not { Plan.Probe: HealthProbe.Program program } asked || probing is not null) return;
        if (lent.Link is not { } link)
        {
            Schedule(Again);
            return;
        }

        bool sweep = strays;
        strays = false;
        ExecId id = ProbeIds.New();
        running = id;
        var exec = new ExecOrder(id, asked.Container, new ExecSettings { Command = program.Command }, Detach: false);
        Begin(async token =>
        {
            if (sweep) await SweepAsync(link, asked.Container.Id).ConfigureAwait(false);
            return await ExecProbe.RunAsync(link, exec, asked.Plan.Timeout, services, token).ConfigureAwait(false);
        });
    }

    private void Begin(Func<CancellationToken, Task<ProbeOutcome>> probe)
    {
        var cancellation = probing = new CancellationTokenSource();
        int mine = ++number;
        TimeSpan up = Up();
        DateTimeOffset start = services.Time.GetUtcNow();
        State("probing");
        CancellationToken token = cancellation.Token;
        Task.Run(() => probe(token), CancellationToken.None).PipeTo(
            Self, Self,
            outcome => new ProbeEnded(mine, up, new HealthResult(start, services.Time.GetUtcNow(), outcome.ExitCode, outcome.Output), null),
            failure => new ProbeEnded(mine, up, null, failure));
    }

    private void OnProbeEnded(ProbeEnded ended)
    {
        if (ended.Number != number || order is not { } asked) return;
        probing = null;
        if (running is { } id) Context.Parent.Tell(new AcknowledgeExec(id));
        running = null;
        if (ended.Result is { } result)
        {
            known = known.After(result, asked.Plan, ended.Up);
            Context.Parent.Tell(new HealthFound(asked.Container.Run, known));
            Schedule(asked.Plan.Pause(known.Status, Up()));
            return;
        }

        strays = true;
        log.Info("Container {0}: a health probe could not be made: {1}", asked.Container.Name, ended.Failure?.Message ?? "");
        Schedule(Again);
    }

    // One of an earlier daemon, or one that was given up.
    private void OnExecEnded(ExecEndedNotice notice)
    {
        if (notice.Id != running) Context.Parent.Tell(new AcknowledgeExec(notice.Id));
    }

    private async Task SweepAsync(IShimLink link, ContainerId container)
    {
        foreach (ExecFound exec in await Bounded.RunAsync(link.ListExecsAsync, services.Settings.OperationTimeout, services.Time).ConfigureAwait(false))
            if (exec.Running && ProbeIds.IsProbe(exec.Id))
                await Bounded.RunAsync(token => link.KillExecAsync(container, exec.Id, exec.Pid, token), services.Settings.SignalTimeout, services.Time).ConfigureAwait(false);
    }

    private async Task<ProbeOutcome> WithinAsync(Func<CancellationToken, Task<ProbeOutcome>> probe, TimeSpan limit, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(limit, services.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await probe(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeOutcome(-1, $"Health check exceeded timeout ({GoDuration.Of(limit)})");
        }
    }

    private TimeSpan Up() => order!.Up + services.Time.GetElapsedTime(begun);

    // A thousand containers found at once are not probed at once; which one when follows from their ids.
    private static TimeSpan Soon(BeginHealth begin)
    {
        TimeSpan within = begin.Plan.Interval < Spread ? begin.Plan.Interval : Spread;
        return within * (Convert.ToInt32(begin.Container.Id.Value[..4], 16) / 65536.0);
    }

    private void Schedule(TimeSpan pause)
    {
        State("waiting");
        Timers.StartSingleTimer(nameof(ProbeDue), new ProbeDue(), pause);
    }

    private void State(string word) => services.States.Set(path, nameof(HealthActor), word);

    private sealed record ProbeDue;

    private sealed record ProbeEnded(int Number, TimeSpan Up, HealthResult? Result, Exception? Failure);
}
