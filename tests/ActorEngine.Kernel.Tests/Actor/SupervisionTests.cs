using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class SupervisionTests : TestKit
{
    private async Task<IActorRef> ChildOf(SupervisorStrategy strategy, string name = "child")
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        var observer = TestActor;
        var child = await parent.Ask<IActorRef>((Props.Create(() => new Reporter(observer, name)), name));
        await ExpectMsgAsync($"{name}:PreStart");
        return child;
    }

    private static OneForOneStrategy Always(Directive directive, int retries = -1, int window = -1) =>
        new(retries, window, _ => directive);

    [Fact]
    public async Task Restart_runs_the_hooks_in_order_and_gives_a_new_instance()
    {
        var child = await ChildOf(Always(Directive.Restart));
        child.Tell("one");
        await EventFilter.Exception<ArgumentException>("bad").ExpectOneAsync(() =>
        {
            child.Tell(new ArgumentException("bad"));
            return Task.CompletedTask;
        });
        await ExpectMsgAsync("child:PreRestart:bad:ArgumentException");
        await ExpectMsgAsync("child:PostStop");
        await ExpectMsgAsync("child:PostRestart:bad");
        await ExpectMsgAsync("child:PreStart");
        child.Tell("count", TestActor);
        await ExpectMsgAsync(0);
    }

    [Fact]
    public async Task Resume_keeps_the_instance_and_warns()
    {
        var child = await ChildOf(Always(Directive.Resume));
        child.Tell("one");
        await EventFilter.Warning("bad").ExpectOneAsync(() =>
        {
            child.Tell(new ArgumentException("bad"));
            return Task.CompletedTask;
        });
        child.Tell("count", TestActor);
        await ExpectMsgAsync(1);
    }

    [Fact]
    public async Task Stop_stops_the_child()
    {
        var child = await ChildOf(Always(Directive.Stop));
        await WatchAsync(child);
        await EventFilter.Exception<ArgumentException>().ExpectOneAsync(() =>
        {
            child.Tell(new ArgumentException("bad"));
            return Task.CompletedTask;
        });
        await ExpectMsgAsync("child:PostStop");
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task Escalate_makes_the_parent_fail()
    {
        var child = await ChildOf(Always(Directive.Escalate));
        await WatchAsync(child);
        await EventFilter.Exception<ArgumentException>("bad").ExpectOneAsync(() =>
        {
            child.Tell(new ArgumentException("bad"));
            return Task.CompletedTask;
        });
        await ExpectMsgAsync("child:PostStop");
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task More_restarts_than_allowed_in_the_window_stop_the_child()
    {
        var child = await ChildOf(Always(Directive.Restart, 2, 10_000));
        await WatchAsync(child);
        await EventFilter.Exception<ArgumentException>().ExpectAsync(3, () =>
        {
            for (var i = 0; i < 3; i++)
                child.Tell(new ArgumentException("bad"));
            return Task.CompletedTask;
        });
        await FishForMessageAsync<Terminated>(t => t.ActorRef.Equals(child));
    }

    [Fact]
    public async Task Zero_retries_stop_the_child_at_the_first_failure()
    {
        var child = await ChildOf(Always(Directive.Restart, 0));
        await WatchAsync(child);
        await EventFilter.Exception<ArgumentException>().ExpectOneAsync(() =>
        {
            child.Tell(new ArgumentException("bad"));
            return Task.CompletedTask;
        });
        await ExpectMsgAsync("child:PostStop");
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task All_for_one_restarts_the_siblings_too()
    {
        var strategy = new AllForOneStrategy(-1, -1, _ => Directive.Restart);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        var observer = TestActor;
        var first = await parent.Ask<IActorRef>((Props.Create(() => new Reporter(observer, "a")), "a"));
        await ExpectMsgAsync("a:PreStart");
        await parent.Ask<IActorRef>((Props.Create(() => new Reporter(observer, "b")), "b"));
        await ExpectMsgAsync("b:PreStart");
        await EventFilter.Exception<ArgumentException>().MuteAsync(async () =>
        {
            first.Tell(new ArgumentException("bad"));
            var seen = new List<string>();
            for (var i = 0; i < 8; i++)
                seen.Add(await ExpectMsgAsync<string>());
            Assert.Contains("a:PostRestart:bad", seen);
            Assert.Contains("b:PostRestart:bad", seen);
        });
    }

    private sealed class Unborn : ReceiveActor
    {
        public Unborn() => throw new InvalidOperationException("unborn");
    }

    [Fact]
    public async Task An_actor_that_cannot_be_created_is_stopped_by_default()
    {
        await EventFilter.Exception<ActorInitializationException>().ExpectOneAsync(async () =>
        {
            var actor = Sys.ActorOf(Props.Create<Unborn>());
            await WatchAsync(actor);
            await ExpectTerminatedAsync(actor);
        });
    }

    [Fact]
    public async Task Kill_fails_the_actor_and_the_default_strategy_stops_it()
    {
        var child = await ChildOf(SupervisorStrategy.DefaultStrategy);
        await WatchAsync(child);
        await EventFilter.Exception<ActorKilledException>("Kill").ExpectOneAsync(() =>
        {
            child.Tell(Kill.Instance);
            return Task.CompletedTask;
        });
        await ExpectMsgAsync("child:PostStop");
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task The_strategy_of_the_props_wins_over_that_of_the_actor()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(Always(Directive.Restart, -1, -1))).WithSupervisorStrategy(Always(Directive.Stop)));
        var observer = TestActor;
        var child = await parent.Ask<IActorRef>((Props.Create(() => new Reporter(observer, "c")), "c"));
        await WatchAsync(child);
        await EventFilter.Exception<ArgumentException>().ExpectOneAsync(() =>
        {
            child.Tell(new ArgumentException("bad"));
            return Task.CompletedTask;
        });
        await FishForMessageAsync<Terminated>(t => t.ActorRef.Equals(child));
    }

    [Fact]
    public void A_deployable_decider_takes_the_first_pair_that_fits()
    {
        var decider = Decider.From(
            Directive.Escalate,
            Directive.Resume.When<ArgumentNullException>(),
            Directive.Stop.When<ArgumentException>());
        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentNullException()));
        Assert.Equal(Directive.Stop, decider.Decide(new ArgumentOutOfRangeException()));
        Assert.Equal(Directive.Escalate, decider.Decide(new InvalidOperationException()));
    }
}
