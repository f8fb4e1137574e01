using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images.Tests;

/// <summary>Layers, snapshots and differences as the kernel's overlayfs sees them.</summary>
public sealed class OverlayMountTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();
    private readonly List<string> mounted = [];

    public void Dispose()
    {
        foreach (string target in mounted) OverlayMount.Unmount(target);
        temporary.Dispose();
    }

    [Fact]
    public void Unpacked_whiteouts_hide_what_lies_below()
    {
        string low = Extract(new TarBuilder().File("a", "1").File("b", "2").Directory("d").File("d/x").File("d/y"));
        string high = Extract(new TarBuilder().File(".wh.a").Directory("d").File("d/.wh..wh..opq").File("d/z"));
        string root = Mount([high, low]);
        Assert.Equal(["b", "d", "d/z"], Tree(root));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_snapshot_can_be_mounted_again_with_its_changes(bool isVolatile)
    {
        string low = Extract(new TarBuilder().File("a", "1"));
        string root = Mount([low], isVolatile: isVolatile);
        File.WriteAllText(Path.Combine(root, "new"), "kept");
        OverlayMount.Unmount(root);
        OverlayMount.Unmount(root);
        Mount([low], isVolatile: isVolatile);
        Assert.Equal("kept", File.ReadAllText(Path.Combine(root, "new")));
    }

    [Fact]
    public void Paths_longer_than_the_kernel_takes_as_a_string_are_mounted()
    {
        string low = Extract(new TarBuilder().File("a", "1"));
        string deep = temporary.Make(string.Join('/', Enumerable.Repeat(new string('p', 120), 4)));
        string moved = Path.Combine(deep, "layer:with,signs");
        Directory.Move(low, moved);
        Assert.Equal(["a"], Tree(Mount([moved], Path.Combine(deep, "mount"))));
    }

    // Programs and runtimes read the whole table when they start; with 500 containers half of a client's start went into the paths there.
    [Fact]
    public void The_paths_of_layers_are_not_in_the_mount_table()
    {
        string low = Extract(new TarBuilder().File("a", "1"));
        string root = Mount([low]);
        string line = Assert.Single(File.ReadLines("/proc/self/mountinfo"), line => line.Contains($" {root} ", StringComparison.Ordinal));
        Assert.DoesNotContain(low, line, StringComparison.Ordinal);
        Assert.DoesNotContain("upper", line.Replace("upperdir=", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void Fifty_layers_are_stacked()
    {
        string[] layers = [.. Enumerable.Range(0, 50).Select(i => Extract(new TarBuilder().File($"f{i:d2}")))];
        Assert.Equal(50, Tree(Mount(layers)).Length);
    }

    [Fact]
    public void Differences_are_those_that_a_container_made()
    {
        string low = Extract(new TarBuilder()
            .File("gone", "1").File("same", "2").File("edited", "3").Directory("dir").File("dir/inner").File("dir/other")
            .Directory("replaced").File("replaced/old").Directory("deep").Directory("deep/er").File("deep/er/f"));
        string middle = Extract(new TarBuilder().File("dir/.wh.other").File("middle"));
        string root = Mount([middle, low]);
        Shell.Run("""
            rm gone; printf x >> edited; printf n > new; mkdir made; printf n > made/in; rm dir/inner; rm middle
            rm -r replaced; mkdir replaced; printf n > replaced/fresh; chmod 700 deep/er; ln -s x link; rm -r deep/er/f; printf n > dir/other
            """, root);
        Assert.Equal(
            [
                "C /deep", "C /deep/er", "D /deep/er/f", "C /dir", "D /dir/inner", "A /dir/other", "C /edited", "D /gone", "A /link", "A /made", "A /made/in",
                "D /middle", "A /new", "C /replaced", "A /replaced/fresh", "D /replaced/old",
            ],
            SnapshotDiff.Compare(temporary["upper"], [middle, low]).Select(change => $"{change.Kind.ToString()[0]} {change.Path}"));
    }

    [Fact]
    public void An_untouched_snapshot_has_no_differences()
    {
        string low = Extract(new TarBuilder().File("a"));
        Assert.Empty(SnapshotDiff.Compare(temporary.Make("upper"), [low]));
    }

    private string Mount(string[] lower, string? target = null, bool isVolatile = false)
    {
        target ??= temporary["merged"];
        Directory.CreateDirectory(target);
        OverlayMount.Mount(new OverlayLayers(lower, temporary.Make("upper"), temporary.Make("work")) { Volatile = isVolatile }, target);
        mounted.Add(target);
        return target;
    }

    private string Extract(TarBuilder tar)
    {
        string directory = temporary.Make(Guid.NewGuid().ToString("n"));
        using var extractor = new LayerExtractor(directory, new ArchiveLimits());
        extractor.Extract(new TarReader(new MemoryStream(tar.Build()), new ArchiveLimits()), CancellationToken.None);
        return directory;
    }

    private static string[] Tree(string root) =>
        [.. Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path)).Order(StringComparer.Ordinal)];
}
