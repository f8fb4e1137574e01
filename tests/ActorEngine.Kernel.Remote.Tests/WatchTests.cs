using Akka.Actor;

namespace ActorEngine.Kernel.Remote.Tests;

public sealed class WatchTests : IAsyncLifetime
{
    private readonly Node _a = Node.Start("A");
    private readonly Node _b = Node.Start("B");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _a.Stop();
        await _b.Stop();
    }

    [Fact]
    public async Task The_end_of_a_watched_actor_is_told_across_systems()
    {
        _b.Echo("echo");
        var remote = await _a.Find(_b, "user/echo");
        await _a.WatchSettled(remote);
        remote.Tell("stop");
        var terminated = await _a.ExpectTerminatedAsync(remote);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
    }

    [Fact]
    public async Task Watching_an_actor_that_has_gone_is_answered_at_once()
    {
        var echo = _b.Echo("echo");
        var remote = await _a.Find(_b, "user/echo");
        _b.Watch(echo);
        _b.Sys.Stop(echo);
        await _b.ExpectTerminatedAsync(echo);
        _a.Watch(remote);
        Assert.False((await _a.ExpectTerminatedAsync(remote)).ExistenceConfirmed);
    }

    [Fact]
    public async Task Every_watcher_hears_and_one_that_has_stopped_watching_does_not()
    {
        _b.Echo("echo");
        var remote = await _a.Find(_b, "user/echo");
        var other = _a.CreateTestProbe();
        _a.Watch(remote);
        other.Watch(remote);
        _a.Unwatch(remote);
        remote.Tell("stop");
        await other.ExpectTerminatedAsync(remote);
        await _a.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task What_was_sent_before_the_end_arrives_before_the_news_of_it()
    {
        var probe = _b.CreateTestProbe("receiver");
        var receiver = await _a.Find(_b, probe.Ref.Path.ToStringWithoutAddress());
        var talker = _a.Sys.ActorOf(Props.Create(() => new Talker(receiver)), "talker");
        probe.Watch(await _b.Find(_a, "user/talker"));
        talker.Tell("go");
        for (var i = 0; i < 100; i++)
            await probe.ExpectMsgAsync(i);
        await probe.ExpectMsgAsync<Terminated>();
    }

    [Fact]
    public async Task A_system_that_ends_in_order_ends_its_watched_actors()
    {
        var c = Node.Start("C");
        c.Echo("echo");
        var remote = await _a.Find(c, "user/echo");
        await _a.WatchSettled(remote);
        await c.Stop();
        await _a.ExpectTerminatedAsync(remote);
    }

    [Fact]
    public async Task Thousands_of_watches_and_ends_at_once_all_arrive()
    {
        const int Many = 3_000;
        var parent = _b.Sys.ActorOf(Props.Create(() => new Parent(Many)), "parent");
        await _b.AwaitAssertAsync(async () => Assert.Equal(Many, await parent.Ask<int>("count", TimeSpan.FromSeconds(5))));
        var remote = await _a.Find(_b, "user/parent");
        for (var i = 0; i < Many; i++)
        {
            remote.Tell(i, _a.TestActor);
            _a.Watch(await _a.ExpectMsgAsync<IActorRef>());
        }

        remote.Tell("stop children");
        for (var i = 0; i < Many; i++)
            await _a.ExpectMsgAsync<Terminated>();
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(int many)
        {
            for (var i = 0; i < many; i++)
                Context.ActorOf(Props.Create(() => new Child()), $"c{i}");
            Receive<int>(i => Sender.Tell(Context.Child($"c{i}")));
            Receive<string>(m => m == "count", _ => Sender.Tell(Context.GetChildren().Count()));
            Receive<string>(_ =>
            {
                foreach (var child in Context.GetChildren())
                    Context.Stop(child);
            });
        }
    }

    private sealed class Child : ReceiveActor;

    private sealed class Talker : ReceiveActor
    {
        public Talker(IActorRef receiver) => ReceiveAny(_ =>
        {
            for (var i = 0; i < 100; i++)
                receiver.Tell(i);
            Context.Stop(Self);
        });
    }
}
