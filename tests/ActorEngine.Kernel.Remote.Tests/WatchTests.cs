using Akka.Actor;

namespace ActorEngine.Kernel.Remote.Tests;

public sealed class WatchTests : TwoNodes
{
    [Fact]
    public async Task The_end_of_a_watched_actor_is_told_across_systems()
    {
        B.Echo("echo");
        var remote = await A.Find(B, "user/echo");
        await A.WatchSettled(remote);
        remote.Tell("stop");
        var terminated = await A.ExpectTerminatedAsync(remote);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
    }

    [Fact]
    public async Task Watching_an_actor_that_has_gone_is_answered_at_once()
    {
        var echo = B.Echo("echo");
        var remote = await A.Find(B, "user/echo");
        B.Watch(echo);
        B.Sys.Stop(echo);
        await B.ExpectTerminatedAsync(echo);
        A.Watch(remote);
        Assert.False((await A.ExpectTerminatedAsync(remote)).ExistenceConfirmed);
    }

    [Fact]
    public async Task Every_watcher_hears_and_one_that_has_stopped_watching_does_not()
    {
        B.Echo("echo");
        var remote = await A.Find(B, "user/echo");
        var other = A.CreateTestProbe();
        A.Watch(remote);
        other.Watch(remote);
        A.Unwatch(remote);
        remote.Tell("stop");
        await other.ExpectTerminatedAsync(remote);
        await A.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task What_was_sent_before_the_end_arrives_before_the_news_of_it()
    {
        var probe = B.CreateTestProbe("receiver");
        var receiver = await A.Find(B, probe.Ref.Path.ToStringWithoutAddress());
        var talker = A.Sys.ActorOf(Props.Create(() => new Talker(receiver)), "talker");
        probe.Watch(await B.Find(A, "user/talker"));
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
        var remote = await A.Find(c, "user/echo");
        await A.WatchSettled(remote);
        await c.Stop();
        await A.ExpectTerminatedAsync(remote);
    }

    [Fact]
    public async Task A_thousand_watches_and_ends_at_once_all_arrive()
    {
        const int Many = 1_000;
        var parent = B.Sys.ActorOf(Props.Create(() => new Parent(Many)), "parent");
        await B.AwaitAssertAsync(async () => Assert.Equal(Many, await parent.Ask<int>("count", TimeSpan.FromSeconds(5))));
        var remote = await A.Find(B, "user/parent");
        for (var i = 0; i < Many; i++)
        {
            remote.Tell(i, A.TestActor);
            A.Watch(await A.ExpectMsgAsync<IActorRef>());
        }

        remote.Tell("stop children");
        for (var i = 0; i < Many; i++)
            await A.ExpectMsgAsync<Terminated>();
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
