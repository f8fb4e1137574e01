using ActorEngine.Contracts;
using ActorEngine.Events;

namespace ActorEngine.Daemon.Tests.Events;

public sealed class EventLogTests
{
    private readonly EventLog log = new(new EventSettings { Tail = 3, Keep = 5, Page = 2, RememberedIds = 2 });

    [Fact]
    public void Numbers_rise_by_one()
    {
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => log.Assign(Event())!.Number));
    }

    [Fact]
    public void An_id_that_was_seen_is_not_numbered_again()
    {
        Assert.NotNull(log.Assign(Event("a")));
        Assert.Null(log.Assign(Event("a")));
        Assert.NotNull(log.Assign(Event("b")));
    }

    [Fact]
    public void What_is_told_again_is_dropped_where_its_id_may_be_forgotten_and_taken_where_it_is_new()
    {
        foreach (int second in (int[])[1, 2, 3]) log.Append(log.Assign(Event($"{second}", second))!);
        var restored = new EventLog(new EventSettings { RememberedIds = 2 });
        restored.Restore(log.ToSnapshot());
        Assert.Null(restored.Assign(Event("1", 1) with { Again = true }));
        Assert.Null(restored.Assign(Event("3", 3) with { Again = true }));
        Assert.NotNull(restored.Assign(Event("lost", 4) with { Again = true }));
        // A clock that was set back does not silence what happens now.
        Assert.NotNull(restored.Assign(Event("now", 1)));
    }

    [Fact]
    public void A_page_holds_what_follows_the_cursor()
    {
        Append(3);

        var page = log.Page(0)!;
        Assert.Equal([1, 2], page.Events.Select(e => e.Number));
        Assert.False(page.CaughtUp);
        var next = log.Page(page.Next)!;
        Assert.Equal([3], next.Events.Select(e => e.Number));
        Assert.True(next.CaughtUp);
    }

    [Fact]
    public void What_memory_no_longer_holds_is_not_answered_from_memory()
    {
        Append(10);

        Assert.Null(log.Page(5));
        Assert.Equal([8, 9], log.Page(7)!.Events.Select(e => e.Number));
    }

    [Fact]
    public void Nothing_is_shown_before_it_is_in_the_journal()
    {
        log.Assign(Event());

        Assert.Empty(log.Page(0)!.Events);
    }

    [Fact]
    public void A_restored_log_goes_on_with_the_next_number_and_knows_the_ids()
    {
        Append(4, "x");
        var restored = new EventLog(new EventSettings());
        restored.Restore(log.ToSnapshot());

        Assert.Null(restored.Assign(Event("x4")));
        Assert.Equal(5, restored.Assign(Event("new"))!.Number);
    }

    [Fact]
    public void Trimming_is_due_when_more_is_kept_than_wanted()
    {
        Append(5);
        Assert.Equal(0, log.DueForTrimming());
        Append(2);
        Assert.Equal(2, log.DueForTrimming());
        log.Trim(2);
        Assert.Equal(0, log.DueForTrimming());
    }

    private void Append(int count, string? id = null)
    {
        for (int i = 0; i < count; i++) log.Append(log.Assign(Event(id is null ? null : $"{id}{log.Assigned + 1}"))!);
    }

    private static PublishEvent Event(string? id = null, int second = 0) => new(DateTimeOffset.UnixEpoch.AddSeconds(second), "container", "start", "c") { DeduplicationId = id };
}
