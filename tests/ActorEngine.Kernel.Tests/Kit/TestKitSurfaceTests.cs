using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Extensions;
using Xunit.Sdk;

namespace ActorEngine.Kernel.Tests.Kit;

public class TestKitSurfaceTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Conditions_may_hold_for_messages_in_any_order()
    {
        TestActor.Tell(7);
        TestActor.Tell("seven");
        Assert.Equal([7, "seven"], ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<string>(s => s.Length == 5), PredicateInfo.Create<int>(i => i == 7)));
        TestActor.Tell(8);
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<int>(i => i == 7)));
    }

    [Fact]
    public async Task Fishing_until_a_message_fails_only_where_one_comes()
    {
        TestActor.Tell("other");
        await FishUntilMessageAsync<int>(Short);
        TestActor.Tell(1);
        await Assert.ThrowsAnyAsync<XunitException>(() => FishUntilMessageAsync<int>(Short));
    }

    [Fact]
    public void The_sender_is_known_while_messages_are_taken()
    {
        TestProbe probe = CreateTestProbe();
        TestActor.Tell("a", probe);
        Assert.Equal([probe.Ref], ReceiveWhile<IActorRef>(_ => LastSender, max: TimeSpan.FromSeconds(3), msgs: 1));
    }

    [Fact]
    public async Task An_asynchronous_handler_of_a_test_actor_can_be_waited_for()
    {
        TestActorRef<Pausing> actor = ActorOfAsTestActorRef<Pausing>();
        await actor.ReceiveAsync("go");
        Assert.True(actor.UnderlyingActor.Handled);
        await Assert.ThrowsAsync<InvalidOperationException>(() => actor.ReceiveAsync("fail"));
    }

    [Fact]
    public async Task An_await_in_a_test_actor_goes_on_in_the_actor()
    {
        TestActorRef<Pausing> actor = ActorOfAsTestActorRef<Pausing>();
        actor.Tell("go");
        await AwaitConditionAsync(() => Task.FromResult(actor.UnderlyingActor.SelfStays), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Tasks_are_waited_for_no_longer_than_asked()
    {
        var open = new TaskCompletionSource<int>();
        Assert.False(await ((Task)open.Task).AwaitWithTimeout(Short));
        await Assert.ThrowsAsync<TaskCanceledException>(() => open.Task.WithTimeout(Short));
        open.SetResult(3);
        Assert.Equal(3, await open.Task.WithTimeout(Short));
    }

    [Fact]
    public void A_probe_has_children()
    {
        TestProbe probe = CreateTestProbe();
        IActorRef child = probe.ChildActorOf<Pausing>("pausing");
        Assert.Equal(probe.Ref.Path / "pausing", child.Path);
    }

    [Fact]
    public async Task Radio_silence_gives_back_what_came_before_it()
    {
        TestActor.Tell(1);
        TestActor.Tell(2);
        Assert.Equal([1, 2], (await WaitForRadioSilenceAsync(Short)).ToArray());
    }

    private sealed class Pausing : ReceiveActor
    {
        public Pausing() => ReceiveAsync<string>(async text =>
        {
            IActorRef before = Self;
            await Task.Yield();
            if (text == "fail") throw new InvalidOperationException(text);
            SelfStays = Self.Equals(before);
            Handled = true;
        });

        public bool Handled { get; private set; }

        public bool SelfStays { get; private set; }
    }
}
