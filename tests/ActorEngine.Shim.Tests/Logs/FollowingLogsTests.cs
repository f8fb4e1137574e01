using ActorEngine.Logs;
using ActorEngine.Shim.Tests.Support;
using static ActorEngine.Shim.Tests.Logs.LogFixture;

namespace ActorEngine.Shim.Tests.Logs;

/// <summary>Following a log as it grows.</summary>
public sealed class FollowingLogsTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly LogWatch watch = new();

    public void Dispose()
    {
        watch.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public async Task A_follower_sees_what_is_added_later_in_the_same_and_in_new_files()
    {
        scratch.Write(1, Record("a"));
        using var reader = Follow();
        Assert.Equal(["out:a"], await Next(reader));
        Task<List<string>> waiting = Next(reader);
        Assert.False(waiting.IsCompleted);
        scratch.Write(1, Record("b"));
        Assert.Equal(["out:b"], await waiting);
        scratch.Write(2, Record("c"));
        Assert.Equal(["out:c"], await Next(reader));
    }

    [Fact]
    public async Task A_follower_ends_at_the_final_place()
    {
        scratch.Write(1, Record("a"));
        using var reader = Follow();
        Assert.Equal(["out:a"], await Next(reader));
        Task<IReadOnlyList<LogEntry>?> waiting = reader.ReadAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        reader.FinishAt(reader.Position);
        Assert.Null(await waiting.Soon());
    }

    [Fact]
    public async Task The_final_place_said_early_still_waits_for_the_records_before_it()
    {
        using var reader = Follow();
        reader.FinishAt(new LogCursor(1, Record("a").Length));
        Task<List<string>> waiting = Next(reader);
        scratch.Write(1, Record("a"));
        Assert.Equal(["out:a"], await waiting);
        Assert.Null(await reader.ReadAsync());
    }

    [Fact]
    public async Task A_record_is_delivered_once_it_is_whole()
    {
        string record = Record("whole");
        scratch.Write(1, record[..20]);
        using var reader = Follow();
        Task<List<string>> waiting = Next(reader);
        scratch.Write(1, record[20..]);
        Assert.Equal(["out:whole"], await waiting);
    }

    [Fact]
    public async Task A_follower_far_behind_loses_nothing_to_rotation()
    {
        scratch.Write(1, Record("1"));
        using var reader = Follow();
        for (int number = 2; number <= 20; number++)
        {
            scratch.Write(number, Record($"{number}"));
            await Until(() => HeldByThisProcess(scratch.Path($"{number:D6}.log")));
            File.Delete(scratch.Path($"{number - 1:D6}.log"));
        }

        reader.FinishAt(new LogCursor(20, Record("20").Length));
        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"out:{number}"), await reader.ReadAllAsync());
    }

    private static bool HeldByThisProcess(string path) => Directory.EnumerateFiles("/proc/self/fd").Any(link => TargetOf(link) == path);

    // Other tests close theirs meanwhile.
    private static string? TargetOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, false)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition()) await Task.Yield();
    }

    [Fact]
    public async Task An_open_file_is_read_to_its_end_though_it_was_deleted()
    {
        scratch.Write(1, Record("a"));
        using var reader = Follow();
        Assert.Equal(["out:a"], await Next(reader));
        scratch.Write(1, Record("b"));
        File.Delete(scratch.Path("000001.log"));
        scratch.Write(2, Record("c"));
        List<string> found = await Next(reader);
        if (found.Count < 2) found.AddRange(await Next(reader));
        Assert.Equal(["out:b", "out:c"], found);
    }

    [Fact]
    public async Task A_follower_ends_when_the_directory_is_removed()
    {
        string place = scratch.MakeDirectory("log");
        using var reader = new LogReader(place, new LogQuery { Follow = true }, watch);
        Task<IReadOnlyList<LogEntry>?> waiting = reader.ReadAsync().AsTask();
        Directory.Delete(place);
        Assert.Null(await waiting.Soon());
    }

    [Fact]
    public async Task Many_followers_share_one_watch()
    {
        LogReader[] readers = [.. Enumerable.Range(0, 50).Select(_ => Follow())];
        Task<List<string>>[] waiting = [.. readers.Select(Next)];
        scratch.Write(1, Record("a"));
        Assert.All(await Task.WhenAll(waiting).Soon(), found => Assert.Equal(["out:a"], found));
        foreach (LogReader reader in readers) reader.Dispose();
    }

    private LogReader Follow() => new(scratch.Root, new LogQuery { Follow = true }, watch);

    private static async Task<List<string>> Next(LogReader reader) =>
        [.. (await reader.ReadAsync().AsTask().Soon())!.Select(Describe)];
}
