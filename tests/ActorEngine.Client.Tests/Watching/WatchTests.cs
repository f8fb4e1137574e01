using ActorEngine.Client.Tests.Harness;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client.Tests.Watching;

public sealed class WatchTests : GateKit
{
    private static readonly DateTimeOffset End = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly FakeEvents events;

    public WatchTests()
    {
        events = new FakeEvents(() => Views);
        Engine = events.AnswerAsync;
    }

    [Fact]
    public void An_exit_reaches_the_watcher_with_its_cause_and_once()
    {
        StartGate();
        var view = Add("web");
        Watch(view, TestActor);

        events.Die(view, new ExitStatus(137) { Signal = 9, OutOfMemory = true, FinishedAt = End });

        var exited = ExpectMsg<Exited>();
        Assert.Equal((137, 9, true, false), (exited.Code, exited.Signal, exited.OutOfMemory, exited.IsSuccess));
        events.Destroy(view);
        Assert.Equal(exited.Container, ExpectMsg<ContainerRemoved>().Container);
    }

    [Fact]
    public void Changes_of_health_reach_the_watcher_and_are_no_end()
    {
        StartGate();
        var view = Add("web");
        Watch(view, TestActor);

        events.Health(view, "healthy");
        events.Health(view, "unhealthy");

        Assert.Equal(HealthStatus.Healthy, ExpectMsg<HealthChanged>().Status);
        Assert.Equal(HealthStatus.Unhealthy, ExpectMsg<HealthChanged>().Status);
        events.Die(view, new ExitStatus(0) { FinishedAt = End });
        ExpectMsg<Exited>();
    }

    [Fact]
    public void A_container_that_has_ended_is_told_at_once()
    {
        StartGate();
        var view = Add("web");
        events.Die(view, new ExitStatus(3) { FinishedAt = End });

        Watch(view, TestActor);

        Assert.Equal(3, ExpectMsg<Exited>().Code);
    }

    [Fact]
    public void A_container_that_does_not_exist_is_told_as_removed()
    {
        StartGate();

        Connect("CN=admin").Container(ContainerId.New()).Watch(TestActor);

        ExpectMsg<ContainerRemoved>();
    }

    [Fact]
    public async Task An_exit_while_the_engine_is_away_is_told_when_it_is_back()
    {
        StartGate();
        var view = Add("web");
        Watch(view, TestActor);

        await StopGateAsync();
        ExpectMsg<NodeUnreachable>();
        events.Die(view, new ExitStatus(7) { FinishedAt = End });
        StartGate();

        ExpectMsg<NodeReachable>();
        Assert.Equal(7, ExpectMsg<Exited>().Code);
        events.Destroy(view);
        ExpectMsg<ContainerRemoved>();
    }

    /// <summary>An engine with too much to do ended the stream, and every watcher was told that it may not watch.</summary>
    [Fact]
    public void A_stream_that_ends_with_a_fault_that_passes_is_taken_up_again()
    {
        StartGate();
        var view = Add("web");
        int asked = 0;
        Engine = call => call.Request is SubscribeEvents && Interlocked.Increment(ref asked) == 1
            ? Task.FromResult<IReply>(new Fault(FaultCode.Timeout, "The event journal did not answer."))
            : events.AnswerAsync(call);
        Watch(view, TestActor);
        AwaitAssert(() => Assert.Equal(1, events.Subscriptions));

        events.Die(view, new ExitStatus(4) { FinishedAt = End });

        Assert.Equal(4, ExpectMsg<Exited>().Code);
    }

    [Fact]
    public void A_stream_that_is_refused_is_told_to_the_watchers()
    {
        StartGate();
        var view = Add("web");
        Engine = call => call.Request is SubscribeEvents ? Task.FromResult<IReply>(new Fault(FaultCode.InvalidArgument, "no")) : events.AnswerAsync(call);

        Connect("CN=admin").Container(view.Id).Watch(TestActor);

        Assert.Equal(FaultCode.InvalidArgument, ExpectMsg<WatchRefused>().Fault.Code);
    }

    [Fact]
    public void A_thousand_watchers_cost_the_engine_one_stream()
    {
        StartGate();
        var view = Add("web");
        var engine = Connect("CN=admin");
        var probes = Enumerable.Range(0, 1000).Select(_ => Sys.ActorOf(Props.Create(() => new Counter(TestActor)))).ToList();
        foreach (var probe in probes) engine.Container(view.Id).Watch(probe);
        engine.Container(view.Id).Watch(TestActor);
        AwaitAssert(() => Assert.Equal(1, events.Subscriptions));

        events.Die(view, new ExitStatus(0) { FinishedAt = End });

        var told = ReceiveN(1001, TimeSpan.FromSeconds(20));
        Assert.Single(told.OfType<Exited>());
        Assert.Equal(1000, told.OfType<IActorRef>().Distinct().Count());
        Assert.Equal(1, events.Subscriptions);
    }

    [Fact]
    public void A_watcher_that_takes_itself_off_is_told_no_more()
    {
        StartGate();
        var (first, second) = (Add("first"), Add("second"));
        var engine = Connect("CN=admin");
        engine.Container(first.Id).Watch(TestActor);
        engine.Container(second.Id).Watch(TestActor);
        AwaitAssert(() => Assert.Equal(1, events.Subscriptions));

        engine.Container(first.Id).Unwatch(TestActor);
        events.Die(first, new ExitStatus(1) { FinishedAt = End });
        events.Die(second, new ExitStatus(2) { FinishedAt = End });

        Assert.Equal(2, ExpectMsg<Exited>().Code);
    }

    [Fact]
    public void A_tied_actor_fails_when_its_container_ends()
    {
        StartGate();
        var view = Add("web");
        var container = Connect("CN=admin").Container(view.Id);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(container, TestActor)));
        ExpectMsg("started");
        AwaitAssert(() => Assert.Equal(1, events.Subscriptions));

        events.Die(view, new ExitStatus(1) { FinishedAt = End });

        Assert.IsType<DeathPactException>(ExpectMsg<Exception>());
        Sys.Stop(parent);
    }

    [Fact]
    public void A_container_is_stopped_when_the_actor_tied_to_it_stops()
    {
        StartGate();
        var view = Add("web");
        Engine = call =>
        {
            if (call.Request is StopContainer stop) TestActor.Tell(stop);
            return events.AnswerAsync(call);
        };
        var container = Connect("CN=admin").Container(view.Id);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(container, TestActor)));
        ExpectMsg("started");
        AwaitAssert(() => Assert.Equal(1, events.Subscriptions));

        Sys.Stop(parent);

        Assert.Equal(view.Id.Value, ExpectMsg<StopContainer>().Container.Value);
    }

    [Fact]
    public void A_command_that_is_told_is_answered_to_the_sender()
    {
        StartGate();
        var container = Connect("CN=viewer").Container(ContainerId.New());

        container.Tell(new StopContainer(default), TestActor);

        Assert.Equal(FaultCode.PermissionDenied, ExpectMsg<Fault>().Code);
    }

    private void Watch(ContainerView view, IActorRef watcher)
    {
        Connect("CN=admin").Container(view.Id).Watch(watcher);
        AwaitAssert(() => Assert.Equal(1, events.Subscriptions));
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter(IActorRef report) => Receive<Exited>(_ => report.Tell(Self));
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly IActorRef report;

        public Parent(ContainerRef container, IActorRef report)
        {
            this.report = report;
            Context.ActorOf(Props.Create(() => new Tied(container, report)));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(error =>
        {
            report.Tell(error);
            return Directive.Stop;
        });
    }

    private sealed class Tied : ReceiveActor
    {
        public Tied(ContainerRef container, IActorRef report)
        {
            container.LinkTo(Context);
            report.Tell("started");
        }
    }
}
