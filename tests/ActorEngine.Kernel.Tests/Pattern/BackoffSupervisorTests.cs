using Akka.Actor;
using Akka.Pattern;
using Akka.TestKit;
using Akka.TestKit.Configs;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Pattern;

public sealed class BackoffSupervisorTests : TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public BackoffSupervisorTests()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    private sealed class Child : ReceiveActor
    {
        private readonly IActorRef _observer;

        public Child(IActorRef observer)
        {
            _observer = observer;
            Receive<string>(s => s == "fail", _ => throw new InvalidOperationException("fail"));
            Receive<string>(s => s == "stop", _ => Context.Stop(Self));
            ReceiveAny(m => Sender.Tell(m));
        }

        protected override void PreStart() => _observer.Tell("started");

        protected override void PostStop() => _observer.Tell("stopped");
    }

    private Props ChildProps()
    {
        var observer = TestActor;
        return Props.Create(() => new Child(observer));
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    private void AwaitNoChild(IActorRef supervisor) => AwaitAssert(() =>
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        Assert.Null(ExpectMsg<BackoffSupervisor.CurrentChild>().Ref);
    });

    [Fact]
    public void A_stopped_child_is_started_after_pauses_that_double()
    {
        var options = Backoff.OnStop(ChildProps(), "child", Second, 10 * Second, 0, -1).WithManualReset();
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        ExpectMsg("started");
        foreach (var pause in new[] { 1, 2, 4 })
        {
            supervisor.Tell("stop");
            ExpectMsg("stopped");
            AwaitNoChild(supervisor);
            Clock.Advance(Second * (pause - 0.5));
            ExpectNoMsg(30);
            Clock.Advance(Second);
            ExpectMsg("started");
        }

        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        Assert.Equal(3, ExpectMsg<BackoffSupervisor.RestartCount>().Count);
    }

    [Fact]
    public void A_failed_child_is_started_after_a_pause()
    {
        var options = Backoff.OnFailure(ChildProps(), "child", Second, 10 * Second, 0, -1);
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        ExpectMsg("started");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => supervisor.Tell("fail"));
        ExpectMsg("stopped");
        AwaitNoChild(supervisor);
        Clock.Advance(Second);
        ExpectMsg("started");
        supervisor.Tell("hello");
        ExpectMsg("hello");
    }

    [Fact]
    public void A_child_that_stops_by_itself_ends_an_on_failure_supervisor()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(ChildProps(), "child", Second, 10 * Second, 0, -1)));
        ExpectMsg("started");
        Watch(supervisor);
        supervisor.Tell("stop");
        ExpectMsg("stopped");
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void After_the_last_retry_the_supervisor_stops()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(ChildProps(), "child", Second, 10 * Second, 0, 1).WithManualReset()));
        ExpectMsg("started");
        Watch(supervisor);
        supervisor.Tell("stop");
        ExpectMsg("stopped");
        AwaitNoChild(supervisor);
        Clock.Advance(Second);
        ExpectMsg("started");
        supervisor.Tell("stop");
        ExpectMsg("stopped");
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void Messages_during_a_pause_get_the_configured_reply()
    {
        var options = Backoff.OnStop(ChildProps(), "child", Second, 10 * Second, 0, -1).WithReplyWhileStopped("not now");
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        ExpectMsg("started");
        supervisor.Tell("stop");
        ExpectMsg("stopped");
        AwaitNoChild(supervisor);
        supervisor.Tell("hello");
        ExpectMsg("not now");
    }
}
