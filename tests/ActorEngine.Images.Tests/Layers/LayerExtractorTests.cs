using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Images.Tests;

public sealed class LayerExtractorTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Owner_mode_and_time_of_every_kind_are_kept()
    {
        string layer = Extract(new TarBuilder()
            .Directory("d", mode: 0x5ed, user: 7, group: 8, modified: 500)
            .File("d/suid", "text", mode: 0x9ed, user: 1000, group: 1001, modified: 123456789)
            .SymbolicLink("d/link", "/etc/passwd")
            .Device('6', "d/fifo", 0, 0)
            .Device('3', "d/null", 1, 3)
            .Device('4', "d/disk", 300, 70000)
            .HardLink("d/same", "d/suid"));
        FileStatus file = Status(layer, "d/suid"), directory = Status(layer, "d");
        Assert.Equal((0x89edu, 1000u, 1001u, 123456789_000_000_000L), (file.Mode, file.UserId, file.GroupId, file.Modified));
        Assert.Equal((0x45edu, 7u, 8u, 500_000_000_000L), (directory.Mode, directory.UserId, directory.GroupId, directory.Modified));
        Assert.Equal("/etc/passwd", new FileInfo(Path.Combine(layer, "d/link")).LinkTarget);
        Assert.True(Status(layer, "d/fifo").IsFifo);
        Assert.Equal(FileTree.DeviceNumber(1, 3), Status(layer, "d/null").NodeDevice);
        Assert.Equal(FileTree.DeviceNumber(300, 70000), Status(layer, "d/disk").NodeDevice);
        Assert.Equal(file.Inode, Status(layer, "d/same").Inode);
        Assert.Equal(2u, file.Links);
    }

    [Fact]
    public void Files_inside_a_read_only_directory_are_made_before_its_mode()
    {
        string layer = Extract(new TarBuilder().Directory("d", mode: 0x16d).File("d/f", "x"));
        Assert.Equal("x", File.ReadAllText(Path.Combine(layer, "d/f")));
        Assert.Equal(0x416du, Status(layer, "d").Mode);
    }

    [Fact]
    public void The_root_entry_sets_the_layers_own_mode()
    {
        string layer = Extract(new TarBuilder().Directory("./", mode: 0x1c9, user: 5));
        Assert.Equal((0x41c9u, 5u), (Status(layer, ".").Mode, Status(layer, ".").UserId));
    }

    [Fact]
    public void Pax_headers_override_the_block_and_global_ones_last()
    {
        string longName = string.Join('/', Enumerable.Repeat(new string('n', 60), 20));
        string layer = Extract(new TarBuilder()
            .Pax('g', ("uid", "4000000000"), ("comment", "x"))
            .Pax('x', ("path", longName), ("mtime", "1.5"), ("SCHILY.xattr.user.note", "hello"))
            .File("short", "data")
            .File("other"));
        FileStatus file = Status(layer, longName);
        Assert.Equal((4000000000u, 1_500_000_000L), (file.UserId, file.Modified));
        Assert.Equal("hello"u8.ToArray(), ExtendedAttributes.Get(Path.Combine(layer, longName), "user.note"));
        Assert.Equal(4000000000u, Status(layer, "other").UserId);
    }

    [Fact]
    public void Capabilities_survive_the_change_of_owner()
    {
        byte[] capability = Convert.FromHexString("0100000200200000000000000000000000000000");
        string layer = Extract(new TarBuilder().PaxBytes("SCHILY.xattr.security.capability", capability).File("ping", "x", mode: 0x1ed, user: 9));
        Assert.Equal(capability, ExtendedAttributes.Get(Path.Combine(layer, "ping"), "security.capability"));
    }

    [Fact]
    public void Gnu_long_names_and_links_are_read()
    {
        string name = new('a', 150), target = new('b', 200);
        string layer = Extract(new TarBuilder().GnuLong('K', target).GnuLong('L', name).SymbolicLink("cut", "cut"));
        Assert.Equal(target, new FileInfo(Path.Combine(layer, name)).LinkTarget);
    }

    [Fact]
    public void Names_need_not_be_UTF8()
    {
        string layer = Extract(new TarBuilder().Entry('0', "", "x"u8.ToArray(), rawName: [0xe9, (byte)'t', 0xe9]));
        using FileDescriptor directory = FileDescriptor.Open(layer, OpenFlags.ReadOnly | OpenFlags.Directory);
        Assert.Equal(new byte[] { 0xe9, (byte)'t', 0xe9, 0 }, DirectoryEntries.Read(directory).Single().Name);
    }

    [Fact]
    public void The_later_entry_of_one_name_wins_whatever_its_kind()
    {
        string layer = Extract(new TarBuilder()
            .File("a", "1").File("a", "2")
            .Directory("b").File("b/x").File("b", "file now")
            .File("c").Directory("c").File("c/inside", "y")
            .SymbolicLink("d", "/").Directory("d"));
        Assert.Equal("2", File.ReadAllText(Path.Combine(layer, "a")));
        Assert.Equal("file now", File.ReadAllText(Path.Combine(layer, "b")));
        Assert.Equal("y", File.ReadAllText(Path.Combine(layer, "c/inside")));
        Assert.True(Status(layer, "d").IsDirectory);
    }

    [Fact]
    public void Whiteouts_become_what_overlayfs_takes()
    {
        string layer = Extract(new TarBuilder()
            .File("dir/.wh.gone").Directory("opaque").File("opaque/.wh..wh..opq").File("opaque/new", "x").File(".wh..wh.plnk"));
        FileStatus gone = Status(layer, "dir/gone");
        Assert.True(gone.IsCharacterDevice);
        Assert.Equal(0ul, gone.NodeDevice);
        Assert.Equal("y"u8.ToArray(), ExtendedAttributes.Get(Path.Combine(layer, "opaque"), Whiteout.OpaqueAttribute));
        Assert.False(File.Exists(Path.Combine(layer, "dir/.wh.gone")));
        Assert.False(File.Exists(Path.Combine(layer, ".wh..wh.plnk")));
    }

    [Fact]
    public void A_whiteout_is_about_lower_layers_only()
    {
        string layer = Extract(new TarBuilder()
            .File("kept", "x").File(".wh.kept")
            .File(".wh.replaced").Directory("replaced").File("replaced/new", "y")
            .Directory("filled").File("filled/f", "z").File(".wh.filled"));
        Assert.Equal("x", File.ReadAllText(Path.Combine(layer, "kept")));
        Assert.Equal("y"u8.ToArray(), ExtendedAttributes.Get(Path.Combine(layer, "replaced"), Whiteout.OpaqueAttribute));
        Assert.Equal("y"u8.ToArray(), ExtendedAttributes.Get(Path.Combine(layer, "filled"), Whiteout.OpaqueAttribute));
        Assert.Equal("z", File.ReadAllText(Path.Combine(layer, "filled/f")));
    }

    [Fact]
    public void Directories_that_the_archive_leaves_out_look_like_those_of_the_layer_below()
    {
        string below = Extract(new TarBuilder().Directory("tmp", mode: 0x3ff, user: 3));
        string layer = Extract(new TarBuilder().File("tmp/sub/x"), below);
        Assert.Equal((0x43ffu, 3u), (Status(layer, "tmp").Mode, Status(layer, "tmp").UserId));
        Assert.Equal(0x41edu, Status(layer, "tmp/sub").Mode);
    }

    [Fact]
    public void A_hard_link_to_a_file_of_a_lower_layer_copies_it_up()
    {
        string below = Extract(new TarBuilder().Directory("bin", mode: 0x1c9).File("bin/tool", "program", mode: 0x9ed, user: 4));
        string layer = Extract(new TarBuilder().HardLink("bin/alias", "bin/tool"), below);
        Assert.Equal("program", File.ReadAllText(Path.Combine(layer, "bin/alias")));
        Assert.Equal(Status(layer, "bin/tool").Inode, Status(layer, "bin/alias").Inode);
        Assert.Equal((0x89edu, 4u), (Status(layer, "bin/alias").Mode, Status(layer, "bin/alias").UserId));
        Assert.Equal(0x41c9u, Status(layer, "bin").Mode);
    }

    [Fact]
    public void Links_of_the_archive_are_resolved_inside_the_root()
    {
        string layer = Extract(new TarBuilder().Directory("real").SymbolicLink("link", "/real").File("link/file", "inside"));
        Assert.Equal("inside", File.ReadAllText(Path.Combine(layer, "real/file")));
    }

    private string Extract(TarBuilder tar, params string[] lower)
    {
        string directory = temporary.Make(Guid.NewGuid().ToString("n"));
        using var extractor = new LayerExtractor(directory, new ArchiveLimits());
        LayerLoose loose = extractor.Extract(new TarReader(new MemoryStream(tar.Build()), new ArchiveLimits()), CancellationToken.None);
        LayerFinisher.Finish(directory, loose, lower);
        return directory;
    }

    private static FileStatus Status(string layer, string name) => FileStat.Of(Path.Combine(layer, name))!.Value;
}
