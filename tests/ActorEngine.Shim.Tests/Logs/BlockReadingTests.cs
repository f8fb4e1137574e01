using ActorEngine.Logs;
using ActorEngine.Shim.Tests.Support;
using static ActorEngine.Shim.Tests.Logs.LogFixture;

namespace ActorEngine.Shim.Tests.Logs;

/// <summary>Reading logs in which bursts of output stand as blocks.</summary>
public sealed class BlockReadingTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task A_block_reads_as_its_lines()
    {
        scratch.Write(1, Record("a") + Block("b\n\nc") + Record("d") + Block("e\n", "stderr"));
        Assert.Equal(["out:a", "out:b", "out:", "out+:c", "out:d", "err:e"], await Read(new LogQuery()));
    }

    [Fact]
    public async Task Raw_output_is_byte_for_byte_what_was_written()
    {
        scratch.Write(1, Record("a", tag: 'P') + Block("b\n\nc") + Block("\n") + Record("d"));
        using var reader = new LogReader(scratch.Root, new LogQuery());
        Assert.Equal("ab\n\nc\nd\n", await reader.ReadRawAsync());
    }

    [Fact]
    public async Task What_a_block_holds_is_never_taken_for_records()
    {
        string bait = Record("x") + Head(3) + Record("y").Replace(" F ", " E ");
        scratch.Write(1, Record("a") + Block(bait) + Record("b"));
        using var reader = new LogReader(scratch.Root, new LogQuery());
        Assert.Equal("a\n" + bait + "b\n", await reader.ReadRawAsync());
        Assert.Equal(5, (await Read(new LogQuery())).Count);
        Assert.Equal(["out:b"], await Read(new LogQuery { Tail = 1 }));
    }

    [Fact]
    public async Task Times_and_streams_choose_among_blocks_too()
    {
        scratch.Write(1, Block("a\nb\n", second: 1) + Block("x\n", "stderr", 2) + Block("c\n", second: 3));
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(["err:x"], await Read(new LogQuery { Since = start.AddSeconds(2), Until = start.AddSeconds(2) }));
        Assert.Equal(["out:a", "out:b", "out:c"], await Read(new LogQuery { Streams = LogStreams.Stdout }));
    }

    [Fact]
    public async Task A_head_without_its_tail_is_garbled()
    {
        scratch.Write(1, Head(3) + "abc\nnot a tail, but as long as the tail of a block would be: 51 bytes\n" + Record("b"));
        Assert.Equal(["garbled", "garbled", "garbled", "out:b"], await Read(new LogQuery()));
    }

    [Fact]
    public async Task A_block_larger_than_what_is_read_at_once_is_read_whole()
    {
        string big = string.Concat(Enumerable.Range(0, 60_000).Select(number => $"{number:D9}\n"));
        scratch.Write(1, Record("a") + Block(big) + Record("z"));
        Assert.Equal(60_002, (await Read(new LogQuery())).Count);
        Assert.Equal(["out:000059999", "out:z"], await Read(new LogQuery { Tail = 2 }));
    }

    [Fact]
    public async Task The_last_lines_are_those_that_reading_everything_gives()
    {
        var random = new Random(20);
        for (int round = 0; round < 40; round++)
        {
            using var place = new Scratch();
            for (int file = 1; file <= 2; file++)
            {
                for (int piece = random.Next(6); piece > 0; piece--) place.Write(file, Piece(random));
            }

            foreach (LogStreams streams in (LogStreams[])[LogStreams.Both, LogStreams.Stdout])
            {
                List<string> all = await Read(new LogQuery { Streams = streams }, place);
                for (int lines = 1; lines < 12; lines++)
                {
                    List<string> tail = await Read(new LogQuery { Streams = streams, Tail = lines }, place);
                    Assert.Equal(LastLines(all, lines), tail);
                }
            }
        }
    }

    private static string Piece(Random random)
    {
        string stream = random.Next(3) == 0 ? "stderr" : "stdout", text = random.Next(4) == 0 ? "" : $"t{random.Next(100)}";
        if (random.Next(2) == 0) return Record(text, stream, random.Next(3) == 0 ? 'P' : 'F');
        string output = string.Concat(Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(3) == 0 ? "\n" : $"b{random.Next(100)}\n"));
        return Block(random.Next(3) == 0 ? output + "open" : output, stream);
    }

    // The entries after the last but so many line ends; an open last line counts as a line.
    private static IEnumerable<string> LastLines(List<string> entries, int lines)
    {
        int count = entries.Count > 0 && entries[^1].Contains("+:") ? 1 : 0, at = entries.Count;
        for (; at > 0; at--)
        {
            if (!entries[at - 1].Contains("+:") && ++count > lines) break;
        }

        return entries.Skip(at);
    }

    private Task<List<string>> Read(LogQuery query) => Read(query, scratch);

    private static async Task<List<string>> Read(LogQuery query, Scratch place)
    {
        using var reader = new LogReader(place.Root, query);
        return await reader.ReadAllAsync();
    }
}
