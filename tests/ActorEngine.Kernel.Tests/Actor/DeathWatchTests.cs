using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class DeathWatchTests : TestKit
{
    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef observer, IActorRef subject)
        {
            Receive<string>(s => s == "watch", _ => Context.Watch(subject));
            Receive<string>(s => s == "with", _ => Context.WatchWith(subject, "gone"));
            Receive<string>(s => s == "unwatch", _ => Context.Unwatch(subject));
            Receive<string>(s => s == "ping", _ => Sender.Tell("pong"));
            Receive<string>(observer.Tell);
        }
    }

    private IActorRef WatcherOf(IActorRef subject)
    {
        var observer = TestActor;
        return Sys.ActorOf(Props.Create(() => new Watcher(observer, subject)));
    }

    private void Settle(IActorRef watcher)
    {
        watcher.Tell("ping");
        ExpectMsg("pong");
    }

    [Fact]
    public void A_watcher_hears_of_the_end()
    {
        var actor = Sys.ActorOf(Props.Create<Echo>());
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        var terminated = ExpectTerminated(actor);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
    }

    [Fact]
    public void Watching_an_actor_that_has_stopped_is_answered()
    {
        var actor = Sys.ActorOf(Props.Create<Echo>());
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Watch(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_message_of_ones_own_takes_the_place_of_Terminated()
    {
        var subject = Sys.ActorOf(Props.Create<Echo>());
        var watcher = WatcherOf(subject);
        watcher.Tell("with");
        Settle(watcher);
        Sys.Stop(subject);
        ExpectMsg("gone");
    }

    [Fact]
    public void After_unwatch_nothing_comes()
    {
        var subject = Sys.ActorOf(Props.Create<Echo>());
        var watcher = WatcherOf(subject);
        watcher.Tell("with");
        watcher.Tell("unwatch");
        Settle(watcher);
        Watch(subject);
        Sys.Stop(subject);
        ExpectTerminated(subject);
        ExpectNoMsg(100);
    }

    [Fact]
    public void An_unhandled_Terminated_ends_the_watcher()
    {
        var subject = Sys.ActorOf(Props.Create<Echo>());
        var watcher = WatcherOf(subject);
        Watch(watcher);
        watcher.Tell("watch");
        Settle(watcher);
        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(subject));
        ExpectTerminated(watcher);
    }

    [Fact]
    public void A_parent_stops_after_its_children()
    {
        var observer = TestActor;
        var parent = Sys.ActorOf(Props.Create(() => new Family(observer)), "family");
        Watch(parent);
        ExpectMsg("child:PreStart");
        Sys.Stop(parent);
        ExpectMsg("child:PostStop");
        ExpectMsg("parent:PostStop");
        ExpectTerminated(parent);
    }

    private sealed class Family : ReceiveActor
    {
        private readonly IActorRef _observer;

        public Family(IActorRef observer)
        {
            _observer = observer;
            Context.ActorOf(Props.Create(() => new Reporter(observer, "child")), "child");
        }

        protected override void PostStop() => _observer.Tell("parent:PostStop");
    }

    [Fact]
    public async Task Graceful_stop_is_true_when_the_actor_stops_in_time()
    {
        var actor = Sys.ActorOf(Props.Create<Echo>());
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Watch_async_completes_with_the_end_of_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create<Echo>());
        var ended = actor.WatchAsync();
        Sys.Stop(actor);
        Assert.True(await ended.WaitAsync(TimeSpan.FromSeconds(5)));
    }
}
