using ActorEngine.Logs;
using ActorEngine.Shim.Tests.Support;
using static ActorEngine.Shim.Tests.Logs.LogFixture;

namespace ActorEngine.Shim.Tests.Logs;

public sealed class CompressedLogTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Every_file_but_the_newest_is_compressed_and_reads_as_before()
    {
        Fill();
        Assert.Equal(2, LogCompressor.Run(scratch.Root, 4));
        Assert.Equal(["000001.log.gz", "000002.log.gz", "000003.log"], Names());
        Assert.Equal(0, LogCompressor.Run(scratch.Root, 4));
        Assert.Equal(["out:a", "out:b", "out:c", "out:d", "out:e", "out:f"], await Read(new LogQuery()));
        Assert.Equal(["out:c", "out:d", "out:e", "out:f"], await Read(new LogQuery { Tail = 4 }));
        // A place is where it was: a client that comes again gets no line twice.
        Assert.Equal(["out:d", "out:e", "out:f"], await Read(new LogQuery { From = new LogCursor(2, Record("c").Length) }));
    }

    [Fact]
    public async Task A_follower_that_has_the_file_open_does_not_notice()
    {
        Fill();
        using var watch = new LogWatch();
        using var reader = new LogReader(scratch.Root, new LogQuery { Follow = true }, watch);
        List<string> found = [.. (await reader.ReadAsync())!.Select(Describe)];
        LogCompressor.Run(scratch.Root, 4);
        reader.FinishAt(new LogCursor(3, 2 * Record("e").Length));
        found.AddRange(await reader.ReadAllAsync());
        Assert.Equal(["out:a", "out:b", "out:c", "out:d", "out:e", "out:f"], found);
    }

    [Fact]
    public void Compressed_files_beyond_the_bound_are_deleted_with_what_a_kill_left()
    {
        Fill();
        LogCompressor.Run(scratch.Root, 4);
        scratch.Write(9, Record("z"));
        File.WriteAllText(scratch.Path("000007.log.gz.tmp"), "half");
        LogCompressor.Run(scratch.Root, 4);
        Assert.Equal(["000003.log", "000009.log"], Names());
        scratch.Write(4, Record("y"));
        LogCompressor.Run(scratch.Root, 6);
        Assert.Equal(["000003.log", "000004.log.gz", "000009.log"], Names());
    }

    [Fact]
    public async Task A_damaged_file_is_read_up_to_the_damage()
    {
        scratch.Write(1, string.Concat(Enumerable.Range(0, 20_000).Select(i => Record($"{i * 7919}"))));
        scratch.Write(2, Record("last"));
        LogCompressor.Run(scratch.Root, 4);
        using (var file = new FileStream(scratch.Path("000001.log.gz"), FileMode.Open)) file.SetLength(file.Length / 2);
        List<string> found = await Read(new LogQuery());
        Assert.Equal(("out:0", "out:last"), (found[0], found[^1]));
        Assert.InRange(found.Count, 1000, 19_000);
    }

    private void Fill()
    {
        foreach (var (number, texts) in (IEnumerable<(long, string)>)[(1, "ab"), (2, "cd"), (3, "ef")])
            foreach (char text in texts) scratch.Write(number, Record(text.ToString()));
    }

    private string[] Names() => [.. Directory.GetFiles(scratch.Root).Select(file => Path.GetFileName(file)!).Order()];

    private async Task<List<string>> Read(LogQuery query)
    {
        using var reader = new LogReader(scratch.Root, query);
        return await reader.ReadAllAsync();
    }
}
