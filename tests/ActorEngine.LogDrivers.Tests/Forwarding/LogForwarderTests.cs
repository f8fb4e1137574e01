using ActorEngine.Contracts;
using ActorEngine.LogDrivers.Tests.Support;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers.Tests.Forwarding;

public sealed class LogForwarderTests : IDisposable
{
    private readonly Spool spool = new();
    private readonly LogWatch watch = new();
    private readonly FakeSink sink = new();
    private LogDeliveryState shown;
    private int drops;

    public LogForwarderTests() => shown = new LogDeliveryState("syslog", spool.Log);

    public void Dispose()
    {
        watch.Dispose();
        spool.Dispose();
    }

    [Fact]
    public async Task Lines_arrive_as_they_are_written_until_the_run_ends()
    {
        var forwarder = Make();
        var running = forwarder.RunAsync();
        spool.Line("a");
        spool.Line("b", "stderr");
        await Until.True("two lines arrive", () => sink.Taken.Length == 2);
        spool.Block("c\nd\n");
        spool.Line("no end", tag: 'P');
        Finish(forwarder);
        await running;
        Assert.Equal(["a", "!b", "c", "d", "no end"], sink.Taken);
        Assert.Equal((5, 0, 0), (shown.Read().DeliveredLines, shown.Read().DroppedLines, shown.Read().WaitingBytes));
    }

    [Fact]
    public async Task A_run_that_said_nothing_is_handed_over_too()
    {
        spool.Begin();
        var forwarder = Make();
        Finish(forwarder);
        await forwarder.RunAsync();
        Assert.Equal(new LogCursor(1, 0), shown.Position);
        Assert.Empty(sink.Taken);
    }

    [Fact]
    public async Task The_next_forwarder_goes_on_without_a_gap_or_a_repeat_also_in_the_middle_of_a_batch()
    {
        for (int i = 0; i < 10; i++) spool.Line(i.ToString());
        spool.Line("op", tag: 'P');
        // Takes three lines at once; the second forwarder is stopped in the middle.
        sink.On = offered =>
        {
            if (sink.Taken.Length >= 6) throw new SinkException("enough");
            return Math.Min(3, offered);
        };
        var first = Make();
        var running = first.RunAsync();
        await Until.True("the receiver has enough", () => shown.Read().Error == "enough");
        first.Stop();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        sink.On = null;
        spool.Line("en");
        shown = new LogDeliveryState("syslog", spool.Log);
        var second = Make();
        Finish(second);
        await second.RunAsync();
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "open"], sink.Taken);
        Assert.Equal(11, shown.Read().DeliveredLines);

        var third = Make();
        Finish(third);
        await third.RunAsync();
        Assert.Equal(11, sink.Taken.Length);
    }

    [Fact]
    public async Task A_stuck_receiver_loses_what_does_not_fit_and_every_line_is_counted()
    {
        sink.Stick();
        var forwarder = Make("mode=non-blocking", "max-buffer-size=1k");
        var running = forwarder.RunAsync();
        spool.Line("000");
        await Until.True("the receiver is stuck", () => sink.IsStuck);
        for (int i = 1; i < 200; i++) spool.Line($"{i:D3}");
        await Until.True("lines are dropped", () => shown.Read().DroppedLines > 0);
        sink.Release();
        Finish(forwarder);
        await running;
        var figures = shown.Read();
        Assert.Equal(200, figures.DeliveredLines + figures.DroppedLines);
        Assert.Equal(figures.DroppedLines * 3, figures.DroppedBytes);
        Assert.Equal(sink.Taken.Length, figures.DeliveredLines);
        Assert.Equal(sink.Taken.Order(), sink.Taken);
        Assert.True(drops > 0);
    }

    [Fact]
    public async Task A_receiver_that_is_waited_for_loses_only_what_rotation_takes()
    {
        sink.Stick();
        var forwarder = Make();
        var running = forwarder.RunAsync();
        int line = 0;
        for (int file = 0; file < 12; file++)
        {
            for (int i = 0; i < 100; i++) spool.Line($"{line++:D5}{new string('x', 3000)}");
            spool.Rotate();
            // As the shim is no faster than the disk, the reader has time to look.
            long now = spool.Current;
            await Until.True("the reader keeps up", () => forwarder.ReadTo.File >= now - 3);
        }

        sink.Release();
        Finish(forwarder);
        await running;
        var figures = shown.Read();
        Assert.Equal(1200, figures.DeliveredLines + figures.DroppedLines);
        Assert.InRange(figures.DroppedLines, 100, 1100);
        Assert.Equal(sink.Taken.Order(), sink.Taken);
    }

    [Fact]
    public async Task A_receiver_that_fails_is_tried_again_and_one_that_refuses_is_not()
    {
        int calls = 0;
        sink.On = offered => ++calls switch
        {
            1 => throw new SinkException("down"),
            2 => throw new SinkException("too old", 2, 1),
            _ => offered,
        };
        foreach (string text in (string[])["aa", "bb", "cc"]) spool.Line(text);
        var forwarder = Make();
        Finish(forwarder);
        await forwarder.RunAsync();
        Assert.Equal(["cc"], sink.Taken);
        Assert.Equal((2, 1, 2, ""), (shown.Read().DeliveredLines, shown.Read().DroppedLines, shown.Read().DroppedBytes, shown.Read().Error));
    }

    [Fact]
    public async Task A_checkpoint_beyond_the_log_begins_at_its_end()
    {
        using (var file = new CheckpointFile(Path.Combine(spool.Root, "log-forwarded"))) file.Save(new Checkpoint { Position = new LogCursor(1, 5000), DeliveredLines = 7 });
        spool.Line("before the power cut");
        var forwarder = Make();
        var running = forwarder.RunAsync();
        spool.Line("after");
        Finish(forwarder);
        await running;
        Assert.Equal(["after"], sink.Taken);
        Assert.Equal(8, shown.Read().DeliveredLines);
    }

    private LogForwarder Make(params string[] options) => new(new ForwarderContext
    {
        View = Samples.View(Samples.Log("syslog", options), spool.Log),
        Plan = Samples.Plan("syslog", options),
        Watch = watch,
        Time = TimeProvider.System,
        Shown = shown,
        MakeSink = () => sink,
        Dropped = () => Interlocked.Increment(ref drops),
        Patience = TimeSpan.FromMilliseconds(50),
        FirstPause = TimeSpan.FromMilliseconds(1),
    });

    private void Finish(LogForwarder forwarder) => forwarder.FinishAt(new LogCursor(spool.End.File, spool.End.Offset));
}
