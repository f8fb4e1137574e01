using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>What is known of an exec session that ended; tells its container before it stops.</summary>
internal sealed record ExecFinished(ExecInspection Inspection);

/// <summary>One exec session: starts the process through the shim, hands its stdio to the asker, knows its exit.</summary>
internal sealed class ExecActor : ReceiveActor
{
    private readonly LifecycleServices services;
    private readonly ContainerState container;
    private readonly ExecId id;
    private readonly StartExec request;
    private readonly bool created;
    private readonly IActorRef asker, shim;
    private readonly string path;
    private IShimLink? link;
    private IStdioChannel? stdio;
    private ExitStatus? exit;
    private (ResizeExec Size, IActorRef From)? wanted;
    private int pid;

    public ExecActor(LifecycleServices services, ContainerState container, StartExec request, bool created, IActorRef asker, IActorRef shim)
    {
        this.services = services;
        this.container = container;
        this.request = request;
        this.created = created;
        id = request.Exec;
        this.asker = asker;
        this.shim = shim;
        path = Self.Path.ToStringWithoutAddress();
        Receive<LinkLent>(OnLink);
        Receive<Launched>(OnLaunched);
        Receive<ExecEndedNotice>(OnEnded);
        Receive<SettleExec>(OnSettle);
        Receive<ResizeExec>(OnResize);
        Receive<InspectExec>(_ => Sender.Tell(Inspection()));
    }

    /// <param name="request">What runs, with the session's id.</param>
    /// <param name="created">It was created before: its creation has been told, and how its start fails is kept for inspection.</param>
    public static Props Props(LifecycleServices services, ContainerState container, StartExec request, bool created, IActorRef asker, IActorRef shim) =>
        Akka.Actor.Props.Create(() => new ExecActor(services, container, request, created, asker, shim));

    protected override void PreStart()
    {
        services.States.Set(path, nameof(ExecActor), "starting");
        if (!created) Publish("exec_create", ExecWords.Action("exec_create", request.Settings));
        shim.Tell(new LendLink());
    }

    protected override void PostStop() => services.States.Remove(path);

    private void OnLink(LinkLent lent)
    {
        if (lent.Link is not { } open)
        {
            Refuse(new Fault(FaultCode.Conflict, $"Container {container.Name} is not running."));
            return;
        }

        link = open;
        var order = new ExecOrder(id, container, request.Settings, request.Detach);
        Bounded.RunAsync(token => open.ExecAsync(order, token), services.Settings.StartTimeout, services.Time, late => late.Stdio?.DisposeAsync().AsTask())
            .PipeTo(Self, Self, outcome => new Launched(outcome), failure => new Launched(new ExecOutcome(0, null, HostFaults.From(failure, "starting the exec session"))));
    }

    private void OnLaunched(Launched message)
    {
        if (message.Outcome.Fault is { } fault)
        {
            Refuse(fault);
            return;
        }

        pid = message.Outcome.Pid;
        stdio = message.Outcome.Stdio;
        services.States.Set(path, nameof(ExecActor), exit is null ? "running" : "ended");
        Publish("exec_start", ExecWords.Action("exec_start", request.Settings));
        asker.Tell(new ExecOpened(new ExecStarted(id, pid), stdio ?? new NoStdio(id)) { Container = container.Id, Settings = request.Settings });
        if (wanted is var (size, from)) Resize(size, from);
        if (exit is { } early) Finish(early);
    }

    // The end may be told before the start was.
    private void OnEnded(ExecEndedNotice notice)
    {
        if (exit is not null) return;
        exit = notice.Exit;
        if (pid != 0) Finish(notice.Exit);
    }

    private void OnSettle(SettleExec settle)
    {
        OnEnded(new ExecEndedNotice(id, settle.Exit));
        Sender.Tell(new ExecSettled());
    }

    private void Finish(ExitStatus status)
    {
        Publish("exec_die", "exec_die", new Dictionary<string, string> { ["exitCode"] = status.Code.ToString() });
        if (link is { } open) _ = Bounded.RunAsync(token => open.AcknowledgeExecAsync(id, token), services.Settings.OperationTimeout, services.Time).ContinueWith(
            ended => ended.Exception, TaskScheduler.Default);
        Context.Parent.Tell(new ExecFinished(Inspection()));
        Context.Stop(Self);
    }

    private void OnResize(ResizeExec resize)
    {
        if (pid != 0 || !request.Settings.Tty)
        {
            Resize(resize, Sender);
            return;
        }

        // It is being started: the newest size counts.
        if (wanted is var (_, earlier)) earlier.Tell(new Done());
        wanted = (resize, Sender);
    }

    private void Resize(ResizeExec resize, IActorRef from)
    {
        if (stdio is not { } open || !request.Settings.Tty)
        {
            from.Tell(new Fault(FaultCode.Conflict, "The exec session has no terminal of an attached client."));
            return;
        }

        Bounded.RunAsync(token => open.ResizeAsync(resize.Rows, resize.Columns, token).AsTask(), services.Settings.OperationTimeout, services.Time)
            .PipeTo(from, Self, () => new Done(), failure => HostFaults.From(failure, "setting the terminal's size"));
    }

    private void Refuse(Fault fault)
    {
        if (created)
        {
            exit = new ExitStatus(fault.ExitCode) { FinishedAt = services.Time.GetUtcNow() };
            Context.Parent.Tell(new ExecFinished(Inspection()));
        }

        asker.Tell(fault);
        if (wanted is var (_, waiting)) waiting.Tell(fault);
        Context.Stop(Self);
    }

    private ExecInspection Inspection() => new(id, container.Id, request.Settings) { Running = exit is null, Pid = pid, Exit = exit };

    private void Publish(string kind, string action, Dictionary<string, string>? own = null)
    {
        own ??= [];
        own["execID"] = id.Value;
        services.Events.Tell(new PublishEvent(services.Time.GetUtcNow(), "container", action, container.Id.Value)
        {
            Attributes = ContainerEventDrafts.Attributes(container, own),
            DeduplicationId = $"{id.Value}/{kind}",
        });
    }

    private sealed record Launched(ExecOutcome Outcome);
}
