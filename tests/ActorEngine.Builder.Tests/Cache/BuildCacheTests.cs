using ActorEngine.Contracts;

namespace ActorEngine.Builder.Tests;

public sealed class BuildCacheTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("build-cache-").FullName;

    private string Database => Path.Combine(folder, "cache.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Results_outlive_a_restart()
    {
        var result = new StepResult(new Digest("sha256:abc"), IsEmpty: false, new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using (BuildCache cache = BuildCache.Open(Database, 100))
        {
            cache.Add("key", result);
            cache.Add("gone", result);
            cache.Forget("gone");
        }

        await using BuildCache again = BuildCache.Open(Database, 100);
        Assert.Equal(result, again.Find("key"));
        Assert.Null(again.Find("gone"));
    }

    [Fact]
    public async Task The_longest_unused_goes_when_it_is_full_and_is_told()
    {
        await using BuildCache cache = BuildCache.Open(Database, 20);
        for (int i = 0; i < 20; i++) cache.Add($"key{i}", Result(i));
        Assert.Empty(cache.TakeGone());
        cache.Find("key0");
        cache.Add("more", Result(99));
        Assert.Equal([Result(1).Chain!.Value, Result(2).Chain!.Value], cache.TakeGone().OrderBy(chain => chain.Value));
        Assert.Empty(cache.TakeGone());
        Assert.NotNull(cache.Find("key0"));
        Assert.Null(cache.Find("key1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cache_that_is_cleared_has_nothing_and_tells_of_it_later_where_builds_run(bool later)
    {
        await using (BuildCache cache = BuildCache.Open(Database, 20))
        {
            cache.Add("first", Result(1));
            cache.Add("second", Result(1));
            cache.Add("third", Result(2));
            Assert.Equal([Result(1).Chain!.Value, Result(2).Chain!.Value], cache.Clear(later).OrderBy(chain => chain.Value));
            Assert.Null(cache.Find("first"));
            Assert.Equal(later ? 2 : 0, cache.TakeGone().Count);
        }

        await using BuildCache again = BuildCache.Open(Database, 20);
        Assert.Empty(again.Chains);
    }

    [Fact]
    public async Task A_result_that_another_key_has_too_is_not_told()
    {
        await using BuildCache cache = BuildCache.Open(Database, 20);
        cache.Add("first", Result(1));
        cache.Add("second", Result(1));
        for (int i = 2; i < 20; i++) cache.Add($"key{i}", Result(i));
        cache.Find("second");
        cache.Add("more", Result(99));
        Assert.DoesNotContain(Result(1).Chain!.Value, cache.TakeGone());
    }

    [Fact]
    public async Task A_result_that_another_takes_the_place_of_is_told()
    {
        await using BuildCache cache = BuildCache.Open(Database, 20);
        cache.Add("key", Result(1));
        cache.Add("key", Result(1));
        Assert.Empty(cache.TakeGone());
        cache.Add("key", Result(2));
        Assert.Equal([Result(1).Chain!.Value], cache.TakeGone());
    }

    [Fact]
    public async Task A_database_that_is_none_is_made_anew()
    {
        await File.WriteAllTextAsync(Database, new string('x', 10_000));
        await using BuildCache cache = BuildCache.Open(Database, 20);
        Assert.Null(cache.Find("key"));
    }

    private static StepResult Result(int number) => new(new Digest($"sha256:{number}"), IsEmpty: false, DateTimeOffset.UnixEpoch);
}
