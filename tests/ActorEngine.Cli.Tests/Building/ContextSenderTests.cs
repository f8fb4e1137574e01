using System.Formats.Tar;
using ActorEngine.Cli.Building;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Tests.Building;

/// <summary>What of a directory goes to the engine.</summary>
public sealed class ContextSenderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("context-").FullName;

    public ContextSenderTests()
    {
        foreach (string file in (string[])["a.txt", "b.md", "dir/one.txt", "dir/sub/two.md", "other/three.txt"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllText(Path.Combine(folder, file), file);
        }

        File.CreateSymbolicLink(Path.Combine(folder, "link"), "other/three.txt");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Only_what_is_wanted_goes() => Assert.Equal(["dir/", "dir/one.txt", "dir/sub/", "dir/sub/two.md"], await Sent([], "dir"));

    [Fact]
    public async Task Patterns_choose() => Assert.Equal(["a.txt", "dir/one.txt"], await Sent([], "*.txt", "dir/*.txt"));

    [Fact]
    public async Task What_is_ignored_stays_and_what_is_taken_back_goes() =>
        Assert.Equal(["a.txt", "dir/sub/two.md", "link", "other/", "other/three.txt"], (await Sent(["*.md", "dir", "!dir/sub/two.md"], "")).Where(name => name != "dir/"));

    [Fact]
    public async Task A_link_brings_along_what_it_leads_to() => Assert.Equal(["link", "other/three.txt"], await Sent([], "link"));

    [Fact]
    public async Task A_path_that_is_not_there_is_for_the_engine_to_tell() => Assert.Empty(await Sent([], "no/such"));

    private async Task<IReadOnlyList<string>> Sent(string[] ignored, params string[] wanted)
    {
        var tar = new MemoryStream();
        await new ContextSender(folder, PathPatterns.Parse(ignored), wanted).WriteAsync(tar);
        tar.Position = 0;
        List<string> names = [];
        using var reader = new TarReader(tar);
        while (reader.GetNextEntry() is { } entry) names.Add(entry.Name);
        return [.. names.Order(StringComparer.Ordinal)];
    }
}
