using ActorEngine.Linux;

namespace ActorEngine.Oci.Tests;

/// <summary>Targets of a hostile image: nothing is found or made outside of the root.</summary>
public sealed class TargetWalkTests : IDisposable
{
    private readonly string outside = Directory.CreateTempSubdirectory("aewalk").FullName;
    private readonly string rootPath;
    private readonly FileDescriptor root;

    public TargetWalkTests()
    {
        rootPath = Directory.CreateDirectory(Path.Combine(outside, "root")).FullName;
        root = FileDescriptor.Open(rootPath, OpenFlags.Path | OpenFlags.Directory);
    }

    public void Dispose()
    {
        root.Dispose();
        TreeRemoval.Remove(outside);
    }

    [Theory]
    [InlineData("/data", "/data")]
    [InlineData("/a/b/c", "/a/b/c")]
    [InlineData("/../../../etc", "/etc")]
    [InlineData("/absolute/x", "/etc/x")]
    [InlineData("/relative/x", "/etc/x")]
    [InlineData("/dangling/x", "/nowhere/deep/x")]
    [InlineData("/chain", "/nowhere/deep")]
    [InlineData("/top", "/")]
    public void Links_and_dots_end_inside(string target, string place)
    {
        Link("absolute", "/etc");
        Link("relative", "../../../../../../etc");
        Link("dangling", "/nowhere/deep");
        Link("chain", "dangling/.");
        Link("top", "../..");
        Assert.Equal((place, ""), new TargetWalk(root).Find(target, isDirectory: true));
        Assert.True(Directory.Exists(rootPath + place));
        Assert.Equal(["root"], Directory.EnumerateFileSystemEntries(outside).Select(Path.GetFileName));
    }

    [Fact]
    public void A_place_for_a_file_is_a_file_and_something_in_the_way_is_an_error()
    {
        var walk = new TargetWalk(root);
        walk.Find("/etc/own.conf", isDirectory: false);
        Assert.True(File.Exists(Path.Combine(rootPath, "etc/own.conf")));
        Assert.Equal(Errno.ENOTDIR, Assert.Throws<LinuxException>(() => walk.Find("/etc/own.conf/x", isDirectory: true)).Errno);
        Link("loop", "loop");
        Assert.Equal(Errno.ELOOP, Assert.Throws<LinuxException>(() => walk.Find("/loop", isDirectory: true)).Errno);
    }

    [Fact]
    public void A_walk_stops_at_another_mount()
    {
        Link("to", "/volume/sub");
        Assert.Equal(("/volume", "sub/x"), new TargetWalk(root).Find("/to/x", isDirectory: true, place => place == "/volume"));
    }

    [Fact]
    public async Task Who_swaps_directories_for_links_meanwhile_wins_nothing()
    {
        string swapped = Path.Combine(rootPath, "swapped"), aside = Path.Combine(rootPath, "aside");
        Directory.CreateDirectory(swapped);
        File.CreateSymbolicLink(aside, outside);
        using var over = new CancellationTokenSource();
        Task racing = Task.Run(() =>
        {
            while (!over.IsCancellationRequested) FileTree.Rename(FileDescriptor.CurrentDirectory, swapped, FileDescriptor.CurrentDirectory, aside, exchange: true);
        });
        for (int at = 0; at < 3000; at++)
        {
            try
            {
                var walk = new TargetWalk(root);
                using FileDescriptor place = walk.Open(walk.Find($"/swapped/made{at % 7}", isDirectory: true).Place);
                Assert.StartsWith(rootPath + "/", FileTree.ReadLink(FileDescriptor.CurrentDirectory, place.ProcPath));
            }
            catch (LinuxException)
            {
                // It may fail; it must not lead out.
            }
        }

        await over.CancelAsync();
        await racing;
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(outside), entry => Path.GetFileName(entry).StartsWith("made", StringComparison.Ordinal));
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(rootPath, name), target);
}
