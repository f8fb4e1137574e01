using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class TimerTests : TestKit
{
    public TimerTests()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    private sealed class Ticker : ReceiveActor, IWithTimers
    {
        public Ticker(IActorRef observer)
        {
            Receive<string>(s => s == "periodic", _ =>
            {
                Timers.StartPeriodicTimer("key", "tick", TimeSpan.FromSeconds(1));
                Sender.Tell("started");
            });
            Receive<string>(s => s == "single", _ =>
            {
                Timers.StartSingleTimer("key", "once", TimeSpan.FromSeconds(5));
                Sender.Tell("started");
            });
            Receive<string>(s => s == "cancel", _ =>
            {
                Timers.Cancel("key");
                Sender.Tell("cancelled");
            });
            Receive<string>(s => s == "active", _ => Sender.Tell(Timers.IsTimerActive("key")));
            Receive<Exception>(e => throw e);
            Receive<string>(observer.Tell);
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }

    private IActorRef Create(string start)
    {
        var observer = TestActor;
        var actor = Sys.ActorOf(Props.Create(() => new Ticker(observer)));
        actor.Tell(start);
        ExpectMsg("started");
        return actor;
    }

    [Fact]
    public void A_periodic_timer_fires_again_and_again()
    {
        Create("periodic");
        for (var i = 0; i < 3; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            ExpectMsg("tick");
        }
    }

    [Fact]
    public void A_single_timer_fires_once_and_not_early()
    {
        var actor = Create("single");
        Clock.Advance(TimeSpan.FromSeconds(4));
        actor.Tell("active");
        ExpectMsg(true);
        Clock.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("once");
        actor.Tell("active");
        ExpectMsg(false);
    }

    [Fact]
    public void A_cancelled_timer_does_not_fire()
    {
        var actor = Create("single");
        actor.Tell("cancel");
        ExpectMsg("cancelled");
        Clock.Advance(TimeSpan.FromSeconds(10));
        actor.Tell("active");
        ExpectMsg(false);
    }

    [Fact]
    public void A_restart_cancels_the_timers()
    {
        var actor = Create("periodic");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new InvalidOperationException("fail")));
        Clock.Advance(TimeSpan.FromSeconds(2));
        actor.Tell("active");
        ExpectMsg(false);
    }

    private sealed class Bored : ReceiveActor
    {
        public Bored(IActorRef observer)
        {
            SetReceiveTimeout(TimeSpan.FromSeconds(10));
            Receive<ReceiveTimeout>(_ => observer.Tell("bored"));
            Receive<string>(s => Sender.Tell(s));
            Receive<Quiet>(_ => Sender.Tell("quiet"));
        }
    }

    private sealed class Quiet : INotInfluenceReceiveTimeout;

    // The time-out is renewed after the handler; the next message tells that it has been.
    private void Settle(IActorRef actor)
    {
        actor.Tell(new Quiet());
        ExpectMsg("quiet");
    }

    [Fact]
    public void The_receive_timeout_starts_anew_with_every_message()
    {
        var observer = TestActor;
        var actor = Sys.ActorOf(Props.Create(() => new Bored(observer)));
        actor.Tell("hello");
        ExpectMsg("hello");
        Settle(actor);
        Clock.Advance(TimeSpan.FromSeconds(8));
        actor.Tell("again");
        ExpectMsg("again");
        Settle(actor);
        Clock.Advance(TimeSpan.FromSeconds(8));
        ExpectNoMsg(50);
        Clock.Advance(TimeSpan.FromSeconds(3));
        ExpectMsg("bored");
    }

    [Fact]
    public void A_message_may_leave_the_receive_timeout_alone()
    {
        var observer = TestActor;
        var actor = Sys.ActorOf(Props.Create(() => new Bored(observer)));
        actor.Tell("hello");
        ExpectMsg("hello");
        Settle(actor);
        Clock.Advance(TimeSpan.FromSeconds(8));
        Settle(actor);
        Clock.Advance(TimeSpan.FromSeconds(3));
        ExpectMsg("bored");
    }
}
