using System.Diagnostics;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Xunit.Sdk;

namespace ActorEngine.Kernel.Tests.Kit;

public sealed class TestKitTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void The_test_sends_as_its_test_actor()
    {
        var echo = Sys.ActorOf(Props.Create<Actor.Echo>());
        echo.Tell("hi");
        ExpectMsg("hi");
        Assert.Equal(echo, LastSender);
    }

    [Fact]
    public async Task The_test_still_sends_as_its_test_actor_after_an_await()
    {
        var echo = Sys.ActorOf(Props.Create<Actor.Echo>());
        await Task.Delay(1);
        echo.Tell("hi");
        await ExpectMsgAsync("hi");
    }

    [Fact]
    public void An_expectation_that_is_not_met_fails_the_test()
    {
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short));
        TestActor.Tell("a");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg("b", Short));
        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short));
        TestActor.Tell("c");
        Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(Short));
    }

    [Fact]
    public void Expectations_take_predicates_and_assertions()
    {
        TestActor.Tell("one");
        TestActor.Tell(2);
        ExpectMsg<string>(s => s.StartsWith('o'));
        ExpectMsg<int>((i, sender) => Assert.Equal(TestActor, sender));
    }

    [Fact]
    public void Fishing_skips_what_does_not_match()
    {
        TestActor.Tell("one");
        TestActor.Tell(2);
        TestActor.Tell("three");
        Assert.Equal("three", FishForMessage<string>(s => s.Length > 3));
    }

    [Fact]
    public void Many_messages_are_taken_at_once()
    {
        for (var i = 0; i < 3; i++)
            TestActor.Tell(i);
        Assert.Equal(new object[] { 0, 1, 2 }, ReceiveN(3));
    }

    [Fact]
    public void All_of_some_messages_may_come_in_any_order()
    {
        TestActor.Tell("b");
        TestActor.Tell("a");
        ExpectMsgAllOf("a", "b");
    }

    [Fact]
    public void Ignored_messages_are_not_seen()
    {
        IgnoreMessages<int>(i => i < 10);
        TestActor.Tell(1);
        TestActor.Tell(20);
        ExpectMsg(20);
        IgnoreNoMessages();
        TestActor.Tell(1);
        ExpectMsg(1);
    }

    [Fact]
    public void A_probe_answers_and_forwards()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("question");
        probe.ExpectMsg("question");
        Assert.Equal(TestActor, probe.Sender);
        probe.Reply("answer");
        ExpectMsg("answer");
        Assert.Equal(probe.Ref, LastSender);
        var other = CreateTestProbe();
        probe.Forward(other.Ref);
        other.ExpectMsg("question");
        Assert.Equal(TestActor, other.Sender);
    }

    [Fact]
    public void A_probe_sends_as_itself_and_watches()
    {
        var echo = Sys.ActorOf(Props.Create<Actor.Echo>());
        var probe = CreateTestProbe();
        probe.Send(echo, "hi");
        probe.ExpectMsg("hi");
        probe.Watch(echo);
        Sys.Stop(echo);
        probe.ExpectTerminated(echo);
        ExpectNoMsg(Short);
    }

    [Fact]
    public void An_auto_pilot_answers_for_the_test()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"auto {message}");
            return AutoPilot.KeepRunning;
        }));
        probe.Ref.Tell(1);
        probe.Ref.Tell(2);
        ExpectMsg("auto 1");
        ExpectMsg("auto 2");
        probe.ExpectMsg(1);
    }

    [Fact]
    public void Within_shares_its_time_among_the_expectations()
    {
        Within(TimeSpan.FromSeconds(5), () =>
        {
            Assert.True(Remaining <= TimeSpan.FromSeconds(5));
            TestActor.Tell("x");
            ExpectMsg("x");
        });
        Assert.ThrowsAny<XunitException>(() => Within(Short, () => ExpectMsg<string>()));
    }

    [Fact]
    public void A_condition_is_awaited()
    {
        var count = 0;
        AwaitCondition(() => ++count >= 3, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1));
        AwaitAssert(() => Assert.True(++count >= 6), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1));
        Assert.ThrowsAny<XunitException>(() => AwaitCondition(() => false, Short));
    }

    [Fact]
    public void A_condition_is_looked_at_ten_times_if_no_interval_is_given()
    {
        var looks = 0;
        var began = Stopwatch.GetTimestamp();
        AwaitCondition(() => ++looks == 2, TimeSpan.FromSeconds(4));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromMilliseconds(380), TimeSpan.FromSeconds(4));
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter()
        {
            Receive<int>(i => Sum += i);
            Receive<string>(_ => throw new InvalidOperationException("asked for"));
        }

        public int Sum { get; private set; }
    }

    [Fact]
    public void A_test_reference_gives_access_to_the_instance()
    {
        var actor = ActorOfAsTestActorRef<Counter>("counter");
        actor.Tell(2);
        actor.Tell(3);
        Assert.Equal(5, actor.UnderlyingActor.Sum);
        Assert.Throws<InvalidOperationException>(() => actor.Receive("fail"));
    }

    [Fact]
    public void A_latch_opens_after_its_count()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        latch.CountDown();
        latch.Ready();
        Assert.True(latch.IsOpen);
        Assert.Throws<TimeoutException>(() => CreateTestLatch().Ready(Short));
    }
}
