using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class SchedulerTests : TestKit
{
    [Fact]
    public void A_message_is_sent_after_the_delay_and_not_before()
    {
        var start = Sys.Scheduler.MonotonicClock;
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(100), TestActor, "later", ActorRefs.NoSender);
        ExpectMsg("later");
        Assert.True(Sys.Scheduler.MonotonicClock - start >= TimeSpan.FromMilliseconds(95));
    }

    [Fact]
    public void A_repeated_message_comes_until_cancelled()
    {
        var cancel = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(20), TestActor, "again", ActorRefs.NoSender);
        for (var i = 0; i < 3; i++)
            ExpectMsg("again");
        cancel.Cancel();
        Assert.True(cancel.IsCancellationRequested);
        Assert.True(cancel.Token.IsCancellationRequested);
        ReceiveWhile<string>(_ => true, idle: TimeSpan.FromMilliseconds(100));
        ExpectNoMsg(100);
    }

    [Fact]
    public void A_cancelled_message_is_not_sent()
    {
        var cancel = Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromMilliseconds(100), TestActor, "never", ActorRefs.NoSender);
        cancel.Cancel();
        ExpectNoMsg(200);
    }

    [Fact]
    public async Task An_action_runs_after_the_delay()
    {
        var done = new TaskCompletionSource();
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(20), done.SetResult);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_negative_delay_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(-1), TestActor, "x", ActorRefs.NoSender));

    [Fact]
    public void An_interval_of_zero_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.Zero, TestActor, "x", ActorRefs.NoSender));

    [Fact]
    public async Task A_task_that_throws_does_not_stop_the_scheduler()
    {
        await EventFilter.Error().MuteAsync(async () =>
        {
            Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(10), () => throw new InvalidOperationException("in the scheduler"));
            Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(100), TestActor, "still here", ActorRefs.NoSender);
            await ExpectMsgAsync("still here");
        });
    }
}
