using ActorEngine.Contracts;
using ActorEngine.LogDrivers.Tests.Support;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers.Tests.Forwarding;

public sealed class ForwardingCourseTests
{
    private readonly ForwardingCourse course = new();

    [Fact]
    public void Failures_wait_longer_each_time_up_to_half_a_minute_and_a_good_end_begins_again()
    {
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 7).Select(_ => course.Failed()!.Value.TotalSeconds));
        course.Ended(View(ContainerStatus.Exited), LogCursor.Start);
        Assert.Equal(TimeSpan.FromSeconds(1), course.Failed());
    }

    [Fact]
    public void Nothing_is_begun_anew_for_a_container_that_goes_away()
    {
        course.Leave();
        Assert.Null(course.Failed());
        Assert.False(course.Ended(View(ContainerStatus.Removing, 100), LogCursor.Start));
    }

    [Fact]
    public void What_was_written_after_the_end_that_was_asked_for_is_handed_over_too()
    {
        Assert.True(course.Ended(View(ContainerStatus.Running), new LogCursor(1, 100)));
        Assert.True(course.Ended(View(ContainerStatus.Exited, 100), new LogCursor(1, 50)));
        Assert.False(course.Ended(View(ContainerStatus.Exited, 100), new LogCursor(1, 100)));
    }

    [Fact]
    public void A_receiver_has_had_its_time_when_it_fails_at_four_looks_in_a_row()
    {
        Assert.Equal([false, false, false, false, false, false, false, true], ((string[])["down", "down", "down", "", "down", "down", "down", "down"]).Select(course.Looked));
    }

    [Fact]
    public void Losses_are_told_once_and_those_of_an_earlier_daemon_not_at_all()
    {
        course.Opened(5, 50);
        Assert.Null(course.Untold(Dropped(5, 50)));
        Assert.Equal((2, 20), course.Untold(Dropped(7, 70)));
        Assert.Null(course.Untold(Dropped(7, 70)));
        // The log is opened again after a failure.
        course.Opened(9, 90);
        Assert.Equal((2, 20), course.Untold(Dropped(9, 90)));
    }

    private static LogDelivery Dropped(long lines, long bytes) => new("syslog") { DroppedLines = lines, DroppedBytes = bytes };

    private static ContainerView View(ContainerStatus status, long? end = null) =>
        Samples.View(Samples.Log("syslog"), "/none", status, end is { } offset ? new LogPosition(1, offset) : null);
}
