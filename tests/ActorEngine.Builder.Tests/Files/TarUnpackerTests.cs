using System.Formats.Tar;
using ActorEngine.Contracts;

namespace ActorEngine.Builder.Tests;

/// <summary>Archives of clients are not trusted: nothing of them gets outside.</summary>
public sealed class TarUnpackerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unpack-").FullName;

    private string Root => Directory.CreateDirectory(Path.Combine(folder, "root")).FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Files_directories_and_links_come_out_as_they_went_in()
    {
        Unpack(isContext: true, new PaxTarEntry(TarEntryType.Directory, "d/"), File("d/f", "text"), Link("l", "d/f"), new PaxTarEntry(TarEntryType.HardLink, "h") { LinkName = "d/f" });
        Assert.Equal("text", System.IO.File.ReadAllText(Path.Combine(Root, "h")));
        Assert.Equal("d/f", new FileInfo(Path.Combine(Root, "l")).LinkTarget);
    }

    [Theory]
    [InlineData(1024 + 512 + 4, true)]
    [InlineData(1024 + 512 + 3, false)]
    [InlineData(1024 + 100, false)]
    public void An_archive_may_end_with_its_last_file_and_not_within_it(int length, bool isWhole)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "a") { DataStream = new MemoryStream("text"u8.ToArray()) });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "b") { DataStream = new MemoryStream("last"u8.ToArray()) });
        }

        using OpenTree tree = OpenTree.Open(Root);
        void Read() => new TarUnpacker(tree, "") { IsContext = true }.Read(new MemoryStream(archive.ToArray()[..length]), default);
        if (isWhole) Read();
        else Assert.Throws<BuildException>(Read);
        if (isWhole) Assert.Equal("last", System.IO.File.ReadAllText(Path.Combine(Root, "b")));
    }

    [Fact]
    public void A_name_that_leads_out_is_refused() => Assert.Throws<BuildException>(() => Unpack(isContext: true, File("../out", "x")));

    [Fact]
    public void A_context_has_no_files_behind_links()
    {
        Assert.Throws<BuildException>(() => Unpack(isContext: true, Link("d", "/etc"), File("d/evil", "x")));
        Assert.False(System.IO.File.Exists("/etc/evil"));
    }

    [Fact]
    public void A_link_in_an_image_is_followed_inside_its_root_only()
    {
        Directory.CreateDirectory(Path.Combine(Root, "etc"));
        Unpack(isContext: false, Link("d", "/etc"), File("d/added", "x"));
        Assert.True(System.IO.File.Exists(Path.Combine(Root, "etc", "added")));
        Assert.False(System.IO.File.Exists("/etc/added"));
    }

    [Fact]
    public void A_hard_link_to_a_file_outside_is_refused() =>
        Assert.Throws<BuildException>(() => Unpack(isContext: true, new PaxTarEntry(TarEntryType.HardLink, "h") { LinkName = "../../etc/passwd" }));

    [Fact]
    public void A_context_has_no_devices() =>
        Assert.Throws<BuildException>(() => Unpack(isContext: true, new PaxTarEntry(TarEntryType.CharacterDevice, "null") { DeviceMajor = 1, DeviceMinor = 3 }));

    [Fact]
    public void More_bytes_than_allowed_are_refused() => Assert.Throws<BuildException>(() => Unpack(isContext: true, File("big", new string('x', 2000))));

    [Fact]
    public void Dockerignore_of_an_archive_takes_files_away_and_leaves_what_is_taken_back()
    {
        ContextTree context = Receive(File(".dockerignore", "dir\n!dir/keep\n*.log\n"), new PaxTarEntry(TarEntryType.Directory, "dir/"), File("dir/drop", "1"), File("dir/keep", "2"), File("a.log", "3"), File("a", "4"));
        context.ApplyIgnoreFile("Dockerfile");
        Assert.Equal([".dockerignore", "a", "dir/keep"], context.Entries.Keys.Where(path => path != "dir"));
        Assert.False(System.IO.File.Exists(Path.Combine(context.Directory, "dir/drop")));
    }

    [Fact]
    public void The_digest_of_a_context_tells_content_and_permissions_and_not_times()
    {
        string Digest(string text, UnixFileMode mode, int time) => ContextDigest.Of(
            Receive(new PaxTarEntry(TarEntryType.RegularFile, "f") { DataStream = Bytes(text), Mode = mode, ModificationTime = DateTimeOffset.FromUnixTimeSeconds(time) }),
            [new FoundSource("f", "f", IsDirectory: false)], []);
        string first = Digest("a", UnixFileMode.UserRead, 1);
        Assert.Equal(first, Digest("a", UnixFileMode.UserRead, 99));
        Assert.NotEqual(first, Digest("b", UnixFileMode.UserRead, 1));
        Assert.NotEqual(first, Digest("a", UnixFileMode.UserExecute, 1));
    }

    private ContextTree Receive(params TarEntry[] entries) =>
        ContextTree.Receive(Archive(entries), Path.Combine(folder, Guid.NewGuid().ToString("n")), isArchive: true, 1000, CancellationToken.None);

    private void Unpack(bool isContext, params TarEntry[] entries)
    {
        using OpenTree tree = OpenTree.Open(Root);
        new TarUnpacker(tree, "") { IsContext = isContext, MaxBytes = 1000, Owner = new FileOwner(Linux.FileStat.Of(Root)!.Value.UserId, Linux.FileStat.Of(Root)!.Value.GroupId) }.Read(Archive(entries), CancellationToken.None);
    }

    private static MemoryStream Archive(TarEntry[] entries)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            foreach (TarEntry entry in entries) writer.WriteEntry(entry);
        archive.Position = 0;
        return archive;
    }

    private static PaxTarEntry File(string name, string text) => new(TarEntryType.RegularFile, name) { DataStream = Bytes(text) };

    private static PaxTarEntry Link(string name, string target) => new(TarEntryType.SymbolicLink, name) { LinkName = target };

    [Fact]
    public void The_ignore_file_of_the_Dockerfile_comes_first_and_may_take_the_Dockerfile_away()
    {
        ContextTree context = Receive(File(".dockerignore", "*"), File("Dockerfile.dockerignore", "Dockerfile*\n"), File("Dockerfile", "FROM x"), File("a", "1"));
        Assert.Equal("FROM x", context.ReadText("Dockerfile"));
        context.ApplyIgnoreFile("Dockerfile");
        Assert.Equal([".dockerignore", "a"], context.Entries.Keys);
    }

    [Fact]
    public void A_client_may_have_nothing_to_send() =>
        Assert.Empty(ContextTree.Receive(new MemoryStream(), Path.Combine(folder, "empty"), isArchive: false, 1000, CancellationToken.None).Entries);

    [Fact]
    public void A_directory_reads_as_the_archive_of_it_does()
    {
        ContextTree received = Receive(new PaxTarEntry(TarEntryType.Directory, "dir/"), File("dir/a", "1"), new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "dir/a" });
        Assert.Equal(received.Entries, ContextTree.Of(received.Directory, CancellationToken.None).Entries);
    }

    private static MemoryStream Bytes(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));
}
