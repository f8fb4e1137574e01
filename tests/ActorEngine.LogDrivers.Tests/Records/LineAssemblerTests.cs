using System.Text;
using ActorEngine.LogDrivers.Tests.Support;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers.Tests.Records;

public sealed class LineAssemblerTests : IDisposable
{
    private readonly Spool spool = new();

    public void Dispose() => spool.Dispose();

    [Fact]
    public async Task A_line_written_in_pieces_is_one_line_with_the_time_of_its_first()
    {
        spool.Line("pass", tag: 'P');
        spool.Line("error", "stderr");
        spool.Line("word: ", tag: 'P');
        spool.Line("", tag: 'F');
        var batch = await Take(new LineAssembler(default, []));
        Assert.Equal(["!error", "password: "], batch.Lines.Select(Describe));
        Assert.Equal("2026-01-01T00:00:00.000000120Z", Encoding.ASCII.GetString(batch.Lines[1].TimeText.Span));
        Assert.Equal(1767225600_000000120UL, batch.Lines[1].UnixNanoseconds);
        Assert.Empty(batch.Open);
    }

    [Fact]
    public async Task A_long_line_becomes_pieces_of_16_KiB_that_know_each_other()
    {
        spool.Line(new string('x', 20_000), tag: 'P');
        spool.Line(new string('y', 20_000));
        spool.Line(new string('z', 16_384));
        var batch = await Take(new LineAssembler(default, []));
        Assert.Equal([16_384, 16_384, 7_232, 16_384], batch.Lines.Select(line => line.Text.Length));
        string id = batch.Lines[0].Part!.Id;
        Assert.Equal([new LinePart(id, 1, false), new LinePart(id, 2, false), new LinePart(id, 3, true), null], batch.Lines.Select(line => line.Part));
    }

    [Fact]
    public async Task What_is_open_goes_on_in_another_assembler()
    {
        spool.Line("one");
        spool.Line(new string('x', 17_000), tag: 'P');
        var first = await Take(new LineAssembler(default, []));
        Assert.Equal(2, first.Lines.Count);
        spool.Line("end");
        var second = await Take(new LineAssembler(first.Next, first.Open), first.Next);
        Assert.Equal(new string('x', 17_000 - 16_384) + "end", Describe(second.Lines.Single()));
        Assert.Equal(new LinePart(first.Lines[1].Part!.Id, 2, true), second.Lines[0].Part);
    }

    [Fact]
    public async Task The_end_of_a_run_ends_its_open_lines()
    {
        spool.Line("prompt> ", tag: 'P');
        var end = spool.End;
        spool.Line("of the next run");
        var assembler = new LineAssembler(default, []);
        assembler.EndRunAt(new LogCursor(end.File, end.Offset));
        Assert.Equal(["prompt> ", "of the next run"], (await Take(assembler)).Lines.Select(Describe));
    }

    [Fact]
    public async Task Lines_of_a_block_are_lines()
    {
        spool.Block("a\n\nb\nc");
        spool.Line("d");
        Assert.Equal(["a", "", "b", "cd"], (await Take(new LineAssembler(default, []))).Lines.Select(Describe));
    }

    [Fact]
    public async Task Deleted_files_are_counted()
    {
        spool.Line("a");
        for (int i = 0; i < 6; i++) spool.Rotate(keep: 2);
        spool.Line("b");
        var batch = await Take(new LineAssembler(new LogCursor(1, 0), []), new LogCursor(1, 0));
        Assert.Equal((7 - 1 - 1, "b"), (batch.LostFiles, Describe(batch.Lines.Single())));
    }

    [Fact]
    public void A_batch_is_cut_to_the_room_there_is()
    {
        var batch = new LineBatch(1000);
        for (int i = 0; i < 4; i++) batch.Add(new LogLine(LogStreams.Stdout, default, batch.Copy(new byte[20]), null));
        batch.Fit(250);
        Assert.Equal((2, 2, 40, 40), (batch.Lines.Count, batch.DroppedLines, batch.DroppedBytes, batch.Bytes));
    }

    private async Task<LineBatch> Take(LineAssembler assembler, LogCursor from = default)
    {
        using var reader = new LogReader(spool.Log, new LogQuery { From = from });
        List<LogEntry> all = [];
        while (await reader.ReadAsync() is { } entries) all.AddRange(entries.Select(entry => entry with { Header = entry.Header.ToArray(), Body = entry.Body.ToArray() }));
        return assembler.Take(all);
    }

    private static string Describe(LogLine line) => (line.Stream == LogStreams.Stderr ? "!" : "") + Encoding.UTF8.GetString(line.Text.Span);
}
