using ActorEngine.Contracts;

namespace ActorEngine.Builder.Tests;

/// <summary>COPY between two directories that stand for a context and an image. Needs root, as the engine does, for owners.</summary>
public sealed class CopyWorkTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("copy-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Source => Directory.CreateDirectory(Path.Combine(folder, "source")).FullName;

    private string Target => Directory.CreateDirectory(Path.Combine(folder, "target")).FullName;

    [Fact]
    public void A_file_gets_the_destinations_name_or_goes_into_the_directory()
    {
        Write("a", "1");
        Directory.CreateDirectory(Path.Combine(Target, "there"));
        Copy("/named", "a");
        Copy("/made/", "a");
        Copy("/there", "a");
        Assert.Equal(["made/a", "named", "there/a"], Files());
    }

    [Fact]
    public void A_directory_gives_its_content_and_patterns_choose()
    {
        Write("d/x.txt", "1");
        Write("d/y.md", "2");
        Write("d/sub/z.txt", "3");
        Copy("/all/", "d");
        Copy("/txt/", "d/*.txt");
        Assert.Equal(["all/sub/z.txt", "all/x.txt", "all/y.md", "txt/x.txt"], Files());
    }

    [Fact]
    public void Excludes_are_left_out_and_parents_kept_from_the_pivot_on()
    {
        Write("a/b/x.txt", "1");
        Write("a/b/y.md", "2");
        Copy(Step("/e/", "a") with { Excludes = ["**/*.md"] });
        Copy(Step("/p/", "a/./b/x.txt") with { Parents = true });
        Assert.Equal(["e/b/x.txt", "p/b/x.txt"], Files());
    }

    [Fact]
    public void A_link_of_the_image_is_followed_inside_the_image()
    {
        Write("a", "1");
        Directory.CreateDirectory(Path.Combine(Target, "etc"));
        File.CreateSymbolicLink(Path.Combine(Target, "link"), "/etc");
        File.CreateSymbolicLink(Path.Combine(Target, "up"), "../../../../../../etc");
        Copy("/link/one", "a");
        Copy("/up/two", "a");
        Assert.Equal(["etc/one", "etc/two"], Files().Where(file => file.StartsWith("etc/", StringComparison.Ordinal)));
        Assert.False(File.Exists("/etc/one"));
    }

    [Fact]
    public void A_link_of_the_context_is_followed_inside_the_context()
    {
        Write("inside", "in");
        File.CreateSymbolicLink(Path.Combine(Source, "good"), "/inside");
        File.CreateSymbolicLink(Path.Combine(Source, "bad"), "/etc/hostname");
        Copy("/good", "good");
        Assert.Equal("in", File.ReadAllText(Path.Combine(Target, "good")));
        Assert.Throws<BuildException>(() => Copy("/bad", "bad"));
    }

    [Fact]
    public void A_missing_file_is_told_and_a_pattern_that_finds_nothing_is_not()
    {
        Assert.Contains("\"/no\": not found", Assert.Throws<BuildException>(() => Copy("/x", "no")).Message);
        Copy("/y/", "no*");
    }

    [Fact]
    public void A_file_where_a_directory_has_to_be_is_told()
    {
        Write("a", "1");
        File.WriteAllText(Path.Combine(Target, "file"), "");
        Assert.Throws<BuildException>(() => Copy("/file/", "a"));
    }

    [Fact]
    public void An_archive_is_unpacked_by_ADD_and_copied_by_COPY()
    {
        Write("d/f", "1");
        System.Formats.Tar.TarFile.CreateFromDirectory(Path.Combine(Source, "d"), Path.Combine(Source, "d.tar"), includeBaseDirectory: false);
        Copy(Step("/add/", "d.tar") with { Unpacks = true });
        Copy("/copy/", "d.tar");
        Assert.Equal(["add/f", "copy/d.tar"], Files());
    }

    [Fact]
    public void Here_documents_become_files()
    {
        Copy(Step("/dir/") with { Inline = [new InlineFile("A", "text\n")], Mode = "0750" });
        Assert.Equal("text\n", File.ReadAllText(Path.Combine(Target, "dir/A")));
        Assert.Equal((UnixFileMode)0x1e8, File.GetUnixFileMode(Path.Combine(Target, "dir/A")));
    }

    [Fact]
    public void An_owner_is_looked_up_in_the_image()
    {
        Write("a", "1");
        Directory.CreateDirectory(Path.Combine(Target, "etc"));
        File.WriteAllText(Path.Combine(Target, "etc/passwd"), "app:x:1234:55::/:\n");
        File.WriteAllText(Path.Combine(Target, "etc/group"), "staff:x:77:\n");
        Copy(Step("/a", "a") with { Owner = "app:staff" });
        Copy(Step("/b", "a") with { Owner = "app" });
        Copy(Step("/c", "a") with { Owner = "9" });
        Assert.Equal((1234u, 77u), Owner("a"));
        Assert.Equal((1234u, 55u), Owner("b"));
        Assert.Equal((9u, 9u), Owner("c"));
        Assert.Contains("no user 'nobody'", Assert.Throws<BuildException>(() => Copy(Step("/d", "a") with { Owner = "nobody" })).Message);
    }

    private (uint, uint) Owner(string file) => (Linux.FileStat.Of(Path.Combine(Target, file))!.Value.UserId, Linux.FileStat.Of(Path.Combine(Target, file))!.Value.GroupId);

    private static CopyStep Step(string destination, params string[] paths) =>
        new(0, null, "", new SourcePlace("Dockerfile", 1, "")) { From = new FileOrigin.Context(), Paths = paths, Destination = destination };

    private void Copy(string destination, params string[] paths) => Copy(Step(destination, paths));

    private void Copy(CopyStep step)
    {
        using OpenTree source = OpenTree.Open(Source), target = OpenTree.Open(Target);
        new CopyWork(step, source, target, isContext: true, [], [], DateTimeOffset.UnixEpoch, CancellationToken.None).Run();
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(Source, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Target, file)).Order(StringComparer.Ordinal);
}
