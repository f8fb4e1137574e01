using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Client;

/// <summary>Carries out what <see cref="RestartPlanner"/> decides, one thing after the other; ends that come meanwhile wait for their turn.</summary>
internal sealed class ContainerSupervisorActor : ReceiveActor, IWithTimers
{
    private readonly RestartPlanner planner;
    private readonly SupervisedContainers containers;
    private readonly Child[] children;
    private readonly TimeProvider time;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Queue<(int Child, ExitStatus Exit)> ended = new();
    private bool busy, stopping;

    public ContainerSupervisorActor(IContainerEngine engine, SupervisionSettings settings, IReadOnlyList<ChildContainer> specifications, TimeProvider time)
    {
        this.time = time;
        planner = new RestartPlanner(settings, specifications);
        containers = new SupervisedContainers(engine, settings.Prefix);
        children = [.. specifications.Select(specification => new Child(specification))];
        Receive<Made>(OnMade);
        Receive<Started>(started => children[started.Index].Starts++);
        Receive<HealthChanged>(_ => { });
        Receive<Exited>(exited => OnEnd(exited.Container, exited.Status));
        Receive<ContainerRemoved>(removed => OnEnd(removed.Container, new ExitStatus(255, Known: false)));
        Receive<WatchRefused>(refused => log.Warning("{0} cannot be watched: {1}", refused.Container, refused.Fault.Message));
        Receive<NodeReachable>(_ => { });
        Receive<NodeUnreachable>(_ => { });
        Receive<StartNow>(start => Start(start.Children));
        Receive<StepDone>(OnStepDone);
        Receive<GetSupervisedChildren>(_ => Sender.Tell(new SupervisedChildren([.. children.Select(child => new SupervisedChild(child.Specification.Name, child.Container, child.Running, child.Starts))])));
        Receive<StopSupervisor>(_ =>
        {
            stopping = true;
            Next();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        busy = true;
        Start([.. Enumerable.Range(0, children.Length)]);
    }

    protected override void PostStop() => _ = StopAllAsync();

    private void OnMade(Made made)
    {
        children[made.Index].Container?.Unwatch(Self);
        (children[made.Index].Container, children[made.Index].Running) = (made.Container, true);
        made.Container.Watch(Self);
        made.Watched.TrySetResult();
    }

    private void OnEnd(ContainerRef container, ExitStatus exit)
    {
        int index = Array.FindIndex(children, child => container.Equals(child.Container) && child.Running);
        if (index < 0) return;
        children[index].Running = false;
        ended.Enqueue((index, exit));
        Next();
    }

    private void Next()
    {
        if (busy) return;
        if (stopping)
        {
            busy = true;
            StopAllAsync().PipeTo(Self, success: () => new StepDone(null, Last: true), failure: error => new StepDone(error, Last: true));
            return;
        }

        if (!ended.TryDequeue(out var end)) return;
        string name = children[end.Child].Specification.Name;
        switch (planner.Ended(end.Child, end.Exit, time.GetUtcNow()))
        {
            case SupervisionDecision.LeaveOut:
                log.Info("{0} has ended with code {1} and is done.", name, end.Exit.Code);
                Next();
                break;
            case SupervisionDecision.StartAgain again:
                log.Warning("{0} has ended with code {1}; {2} start again in {3} ms.", name, end.Exit.Code, again.Start.Count, again.Pause.TotalMilliseconds);
                busy = true;
                StopAsync(Running(again.Stop)).PipeTo(Self, success: () => new StepDone(null) { Then = again }, failure: error => new StepDone(error) { Then = again });
                break;
            case SupervisionDecision.GiveUp give:
                // What still runs is stopped by PostStop of this incarnation.
                throw new ContainerSupervisionException(name, end.Exit, give.Reason);
        }
    }

    private void OnStepDone(StepDone done)
    {
        if (done.Error is not null) log.Error(done.Error, "A step of the supervision failed");
        if (done.Last)
        {
            Context.Stop(Self);
            return;
        }

        if (done.Then is { } again)
        {
            Timers.StartSingleTimer(nameof(StartNow), new StartNow(again.Start), again.Pause);
            return;
        }

        busy = false;
        if (done.Failed is { } child) ended.Enqueue((child, new ExitStatus(255, Known: false)));
        Next();
    }

    private void Start(IReadOnlyList<int> which) => StartAsync(which, Self).PipeTo(Self);

    private async Task<StepDone> StartAsync(IReadOnlyList<int> which, IActorRef self)
    {
        foreach (int index in which)
        {
            try
            {
                await containers.StartAsync(children[index].Specification, container =>
                {
                    // Watched before it starts: an end right after the start is not missed.
                    var watched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    self.Tell(new Made(index, container, watched));
                    return watched.Task;
                }).ConfigureAwait(false);
                self.Tell(new Started(index));
            }
            catch (EngineException error)
            {
                return new StepDone(error) { Failed = index };
            }
        }

        return new StepDone(null);
    }

    private List<ContainerRef> Running(IEnumerable<int> which)
    {
        var running = new List<ContainerRef>();
        foreach (int index in which)
        {
            if (children[index] is not { Running: true, Container: { } container }) continue;
            // Its end is wanted and no news.
            children[index].Running = false;
            running.Add(container);
        }

        return running;
    }

    private Task StopAllAsync() => StopAsync(Running(Enumerable.Range(0, children.Length).Reverse()));

    private async Task StopAsync(List<ContainerRef> which)
    {
        foreach (var container in which) await containers.StopAsync(container).ConfigureAwait(false);
    }

    private sealed class Child(ChildContainer specification)
    {
        public ChildContainer Specification { get; } = specification;

        public ContainerRef? Container { get; set; }

        public bool Running { get; set; }

        public int Starts { get; set; }
    }

    private sealed record Made(int Index, ContainerRef Container, TaskCompletionSource Watched);

    private sealed record Started(int Index);

    private sealed record StartNow(IReadOnlyList<int> Children);

    private sealed record StepDone(Exception? Error, bool Last = false)
    {
        public SupervisionDecision.StartAgain? Then { get; init; }

        public int? Failed { get; init; }
    }
}
