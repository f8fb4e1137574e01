using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Dispatch;

public sealed class IntsFirst(Settings settings, Config config) : UnboundedStablePriorityMailbox(settings, config)
{
    protected override int PriorityGenerator(object message) => message is int ? 0 : 1;
}

public sealed class MailboxTests : TestKit
{
    private static readonly string Config =
        $$"""
        ints-first.mailbox-type = "{{typeof(IntsFirst).AssemblyQualifiedName}}"
        small {
          mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka"
          mailbox-capacity = 2
          mailbox-push-timeout-time = 10ms
        }
        pinned.type = PinnedDispatcher
        forked {
          type = ForkJoinDispatcher
          dedicated-thread-pool.thread-count = 2
        }
        """;

    public MailboxTests()
        : base(Config)
    {
    }

    private sealed class Gate : ReceiveActor
    {
        public Gate(ManualResetEventSlim gate, TaskCompletionSource entered)
        {
            Receive<string>(s => s == "block", _ =>
            {
                entered.SetResult();
                gate.Wait(TimeSpan.FromSeconds(5));
            });
            ReceiveAny(m => Sender.Tell(m));
        }
    }

    private async Task<(IActorRef Actor, ManualResetEventSlim Gate)> Blocked(string mailbox)
    {
        var gate = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Gate(gate, entered)).WithMailbox(mailbox));
        actor.Tell("block");
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(5));
        return (actor, gate);
    }

    [Fact]
    public async Task A_priority_mailbox_gives_the_lowest_number_first_and_keeps_the_order_among_equals()
    {
        var (actor, gate) = await Blocked("ints-first");
        foreach (var message in new object[] { "a", 1, "b", 2 })
            actor.Tell(message);
        gate.Set();
        await ExpectMsgAsync(1);
        await ExpectMsgAsync(2);
        await ExpectMsgAsync("a");
        await ExpectMsgAsync("b");
    }

    [Fact]
    public async Task A_full_bounded_mailbox_makes_dead_letters()
    {
        var (actor, gate) = await Blocked("small");
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        Assert.Equal(3, (await ExpectMsgAsync<DeadLetter>()).Message);
        gate.Set();
        await ExpectMsgAsync(1);
        await ExpectMsgAsync(2);
    }

    [Fact]
    public void A_mailbox_that_is_not_configured_is_refused() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create<Actor.Echo>().WithMailbox("no-such-mailbox")));

    [Fact]
    public void A_dispatcher_that_is_not_configured_is_refused() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create<Actor.Echo>().WithDispatcher("no-such-dispatcher")));

    private sealed class WhichThread : ReceiveActor
    {
        public WhichThread() => ReceiveAny(_ => Sender.Tell((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread)));
    }

    [Theory]
    [InlineData("pinned", false)]
    [InlineData("forked", false)]
    [InlineData("akka.actor.default-dispatcher", true)]
    public async Task The_dispatcher_decides_on_the_thread(string dispatcher, bool pool)
    {
        var actor = Sys.ActorOf(Props.Create<WhichThread>().WithDispatcher(dispatcher));
        var (_, isPool) = await actor.Ask<(int, bool)>("?", TimeSpan.FromSeconds(5));
        Assert.Equal(pool, isPool);
    }

    [Fact]
    public async Task A_pinned_actor_stays_on_its_thread()
    {
        var actor = Sys.ActorOf(Props.Create<WhichThread>().WithDispatcher("pinned"));
        var (first, _) = await actor.Ask<(int, bool)>("?", TimeSpan.FromSeconds(5));
        for (var i = 0; i < 10; i++)
            Assert.Equal(first, (await actor.Ask<(int, bool)>("?", TimeSpan.FromSeconds(5))).Item1);
    }

    [Fact]
    public async Task Messages_of_one_sender_stay_in_order_under_load()
    {
        var collector = Sys.ActorOf(Props.Create<Collector>());
        const int each = 20_000;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
                collector.Tell((sender, i), ActorRefs.NoSender);
        })));
        Assert.Equal(4 * each, await collector.Ask<int>("count", TimeSpan.FromSeconds(20)));
    }

    private sealed class Collector : ReceiveActor
    {
        public Collector()
        {
            var last = new int[4];
            var count = 0;
            Receive<(int Sender, int Number)>(m =>
            {
                if (m.Number != last[m.Sender]++)
                    throw new InvalidOperationException("out of order");
                count++;
            });
            Receive<string>(_ => Sender.Tell(count));
        }
    }
}
