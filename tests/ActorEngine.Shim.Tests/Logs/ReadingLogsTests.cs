using ActorEngine.Logs;
using ActorEngine.Shim.Tests.Support;
using static ActorEngine.Shim.Tests.Logs.LogFixture;

namespace ActorEngine.Shim.Tests.Logs;

/// <summary>Reading log files that do not change.</summary>
public sealed class ReadingLogsTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Records_come_in_order_over_all_files()
    {
        scratch.Write(1, Record("a") + Record("b", "stderr"));
        scratch.Write(2, Record("c", tag: 'P') + Record(""));
        Assert.Equal(["out:a", "err:b", "out+:c", "out:"], await Read(new LogQuery()));
    }

    [Fact]
    public async Task Raw_output_is_byte_for_byte_what_was_written()
    {
        scratch.Write(1, Record("a") + Record("b", tag: 'P') + Record("c", tag: 'P'));
        using var reader = new LogReader(scratch.Root, new LogQuery());
        Assert.Equal("a\nbc", await reader.ReadRawAsync());
    }

    [Fact]
    public async Task Reading_goes_on_at_a_cursor()
    {
        scratch.Write(1, Record("a") + Record("b"));
        scratch.Write(2, Record("c"));
        using var first = new LogReader(scratch.Root, new LogQuery());
        LogCursor afterA = (await first.ReadAsync())![0].Next;
        Assert.Equal(["out:b", "out:c"], await Read(new LogQuery { From = afterA }));
        Assert.True(LogCursor.TryParse(afterA.ToString(), out LogCursor parsed));
        Assert.Equal(afterA, parsed);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "out:d")]
    [InlineData(2, "err:c out:d")]
    [InlineData(3, "out+:b1 out:b2 err:c out:d")]
    [InlineData(100, "out:a out+:b1 out:b2 err:c out:d")]
    public async Task The_last_lines_are_found_from_the_end(int lines, string expected)
    {
        scratch.Write(1, Record("a") + Record("b1", tag: 'P'));
        scratch.Write(2, Record("b2") + Record("c", "stderr") + Record("d"));
        Assert.Equal(expected, string.Join(' ', await Read(new LogQuery { Tail = lines })));
    }

    [Fact]
    public async Task A_last_line_without_an_end_counts_as_one()
    {
        scratch.Write(1, Record("a") + Record("b") + Record("c", tag: 'P'));
        Assert.Equal(["out+:c"], await Read(new LogQuery { Tail = 1 }));
    }

    [Fact]
    public async Task The_last_lines_are_found_in_records_longer_than_a_block()
    {
        string big = new('x', 100_000);
        scratch.Write(1, Record("a") + Record(big) + Record("c"));
        Assert.Equal(["out:" + big, "out:c"], await Read(new LogQuery { Tail = 2 }));
    }

    [Fact]
    public async Task Lines_of_the_other_stream_do_not_count()
    {
        scratch.Write(1, Record("a") + Record("x", "stderr") + Record("b") + Record("y", "stderr"));
        Assert.Equal(["out:a", "out:b"], await Read(new LogQuery { Tail = 2, Streams = LogStreams.Stdout }));
    }

    [Fact]
    public async Task Time_limits_leave_out_what_is_older_and_younger()
    {
        scratch.Write(1, string.Concat(Enumerable.Range(0, 6).Select(second => Record($"{second}", second: second))));
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(["out:2", "out:3"], await Read(new LogQuery { Since = start.AddSeconds(2), Until = start.AddSeconds(3) }));
    }

    [Fact]
    public async Task Garbled_lines_are_reported_and_skipped()
    {
        scratch.Write(1, Record("a") + "nonsense\n\0\0\0\n" + Record("b") + "2026-01-01T00:00:00.000000000Z stdout F torn");
        scratch.Write(2, Record("c"));
        Assert.Equal(["out:a", "garbled", "garbled", "out:b", "garbled", "out:c"], await Read(new LogQuery()));
    }

    [Fact]
    public async Task Deleted_files_show_as_a_gap()
    {
        scratch.Write(1, Record("a"));
        scratch.Write(4, Record("d"));
        List<string> found = await Read(new LogQuery { From = new LogCursor(1, 0) });
        Assert.Equal(["out:a", "gap:log files were deleted before they were read", "out:d"], found);
        Assert.Equal("gap:log files were deleted before they were read", (await Read(new LogQuery { From = new LogCursor(2, 10) }))[0]);
        File.Delete(scratch.Path("000001.log"));
        Assert.Equal(["out:d"], await Read(new LogQuery()));
    }

    [Fact]
    public async Task Lost_output_shows_as_a_gap_with_its_size_and_reason()
    {
        scratch.Write(1, Record("a") + "2026-01-01T00:00:00.000000000Z gap F 12 No space left on device\n" + Record("b"));
        Assert.Equal(["out:a", "gap:12 No space left on device", "out:b"], await Read(new LogQuery()));
    }

    [Fact]
    public async Task A_log_that_is_not_there_is_empty() => Assert.Empty(await Read(new LogQuery { Tail = 5 }));

    [Fact]
    public void Times_keep_nanoseconds_as_text_and_ticks_as_value()
    {
        var entry = new LogEntry(LogEntryKind.Output, LogStreams.Stdout, false, "2016-10-06T00:17:09.669794202Z stdout F "u8.ToArray(), "x\n"u8.ToArray(), default);
        Assert.Equal("2016-10-06T00:17:09.669794202Z", System.Text.Encoding.ASCII.GetString(entry.TimeText.Span));
        Assert.Equal(new DateTimeOffset(2016, 10, 6, 0, 17, 9, TimeSpan.Zero).AddTicks(6697942), entry.Time);
    }

    private async Task<List<string>> Read(LogQuery query)
    {
        using var reader = new LogReader(scratch.Root, query);
        return await reader.ReadAllAsync();
    }
}
