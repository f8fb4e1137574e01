using System.IO.Compression;
using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

public sealed class HostileArchiveTests : StoreTestKit
{
    private readonly string canary;

    public HostileArchiveTests()
    {
        canary = Files["canary"];
        File.WriteAllText(canary, "untouched");
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("a/../../escape")]
    [InlineData("/../escape")]
    [InlineData("..")]
    public void Names_with_dot_dot_are_refused(string name) => ExpectRefusal(new TarBuilder().File(name, "x").Build(), "'..'");

    [Theory]
    [InlineData(".wh...")]
    [InlineData(".wh..")]
    [InlineData(".wh.")]
    [InlineData("dir/.wh...")]
    public void Whiteouts_of_no_name_are_refused(string name) => ExpectRefusal(new TarBuilder().File(name).Build(), "whiteout");

    [Fact]
    public void Absolute_names_stay_inside_the_root()
    {
        Import(new TarBuilder().File(canary, "inside").File("//double//slash", "y").Build(), "x");
        string layer = LayerOf("x");
        Assert.Equal("inside", File.ReadAllText(layer + canary));
        Assert.Equal("y", File.ReadAllText(Path.Combine(layer, "double/slash")));
        Untouched();
    }

    [Fact]
    public void Writing_through_a_link_to_the_outside_stays_inside()
    {
        Fault fault = Refused(new TarBuilder().SymbolicLink("out", Files.Path).File("out/canary", "stolen").Build());
        Assert.True(fault.Code == FaultCode.InvalidArgument, $"{fault.Code}: {fault.Message}");
        Import(new TarBuilder().SymbolicLink("up", "../../../../../..").File("up" + canary, "inside").Build(), "x");
        Assert.Equal("inside", File.ReadAllText(LayerOf("x") + canary));
        Untouched();
    }

    [Fact]
    public void A_file_in_the_place_of_a_link_replaces_the_link()
    {
        Import(new TarBuilder().SymbolicLink("file", canary).File("file", "mine").Build(), "x");
        Assert.Equal("mine", File.ReadAllText(Path.Combine(LayerOf("x"), "file")));
        Untouched();
    }

    [Fact]
    public void Hard_links_reach_nothing_outside()
    {
        ExpectRefusal(new TarBuilder().HardLink("link", canary).Build(), "hard link");
        ExpectRefusal(new TarBuilder().HardLink("link", "../../canary").Build(), "'..'");
        ExpectRefusal(new TarBuilder().SymbolicLink("out", Files.Path).HardLink("link", "out/canary").Build(), "hard link");
        Untouched();
    }

    [Fact]
    public void A_hard_link_to_a_link_then_written_to_does_not_follow_it()
    {
        Import(new TarBuilder().SymbolicLink("a", canary).HardLink("b", "a").File("b", "mine").Build(), "x");
        Untouched();
    }

    [Fact]
    public void Attributes_of_overlayfs_are_not_taken_from_archives()
    {
        Import(new TarBuilder().Pax('x', ("SCHILY.xattr.trusted.overlay.redirect", "/.."), ("SCHILY.xattr.user.overlay.opaque", "y")).Directory("d").Build(), "x");
        Assert.Empty(ActorEngine.Linux.ExtendedAttributes.List(Path.Combine(LayerOf("x"), "d")));
    }

    [Fact]
    public void Names_with_a_zero_byte_are_refused() =>
        ExpectRefusal(new TarBuilder().Pax('x', ("path", "a\0b")).File("x").Build(), "zero byte");

    [Fact]
    public void Names_with_line_breaks_are_taken_as_they_are()
    {
        Import(new TarBuilder().File("a\nb", "x").Build(), "x");
        Assert.Equal("x", File.ReadAllText(Path.Combine(LayerOf("x"), "a\nb")));
    }

    [Fact]
    public void Endless_long_names_are_refused_before_they_are_read() =>
        ExpectRefusal(new TarBuilder().Entry('L', "././@LongLink", [], size: 4L << 30).Build(), "extended header or name of 4294967296 bytes");

    [Fact]
    public void Names_too_long_for_the_kernel_are_refused()
    {
        ExpectRefusal(new TarBuilder().Pax('x', ("path", new string('n', 300))).File("x").Build(), "File name too long");
        ExpectRefusal(new TarBuilder().Pax('x', ("path", string.Join('/', Enumerable.Repeat("d", 3000)))).File("x").Build(), "nested deeper");
    }

    [Theory]
    [InlineData("x path=a\n")]
    [InlineData("999 path=a\n")]
    [InlineData("9 path=a")]
    [InlineData("0 \n")]
    [InlineData("6 =aa\n")]
    public void Malformed_extended_headers_are_refused(string header) =>
        ExpectRefusal(new TarBuilder().Entry('x', "pax", System.Text.Encoding.ASCII.GetBytes(header)).File("f").Build(), "malformed");

    [Theory]
    [InlineData("size", "-1")]
    [InlineData("size", "abc")]
    [InlineData("uid", "-5")]
    [InlineData("uid", "99999999999")]
    [InlineData("mtime", "soon")]
    public void Impossible_numbers_are_refused(string key, string value) =>
        ExpectRefusal(new TarBuilder().Pax('x', (key, value)).File("f").Build(), "");

    [Fact]
    public void Damaged_and_cut_archives_are_refused()
    {
        byte[] good = new TarBuilder().File("a", new string('x', 5000)).File("b", "y").Build();
        ExpectRefusal(good[..3000], "cut off");
        ExpectRefusal(new TarBuilder().File("a").Raw([.. Enumerable.Repeat((byte)7, 512)]).Build(), "wrong checksum");
        ExpectRefusal([.. "hello, this is no tar"u8], "");
        ExpectRefusal([.. Enumerable.Repeat((byte)'a', 4096)], "not a tar archive");
        ExpectRefusal([], "empty");
        ExpectRefusal(new TarBuilder().Pax('x', ("path", "a")).Build(), "cut off");
        byte[] gzip = Gzip(good);
        ExpectRefusal(gzip[..(gzip.Length / 2)], "");
    }

    [Fact]
    public void Too_many_entries_are_refused()
    {
        Restart(new ArchiveLimits { MaxEntries = 100 });
        var tar = new TarBuilder();
        for (int i = 0; i < 101; i++) tar.File($"f{i}");
        ExpectRefusal(tar.Build(), "more than 100 entries");
    }

    [Fact]
    public void Global_headers_that_pile_up_are_refused()
    {
        var many = new TarBuilder();
        for (int i = 0; i < 300; i++) many.Pax('g', ($"comment.{i}", "x"));
        ExpectRefusal(many.File("f").Build(), "global extended headers hold more than 256 records");
        var large = new TarBuilder();
        for (int i = 0; i < 4; i++) large.Pax('g', ($"comment.{i}", new string('x', 400_000)));
        ExpectRefusal(large.File("f").Build(), "global extended headers");
    }

    [Fact]
    public void A_global_header_leads_no_entry_out_and_none_past_the_bound()
    {
        ExpectRefusal(new TarBuilder().Pax('g', ("path", "../canary")).File("a", "x").Build(), "'..'");
        ExpectRefusal(new TarBuilder().Pax('g', ("size", "-1")).File("a", "x").Build(), "");
        Import(new TarBuilder().Pax('g', ("path", "one")).File("a", "x").File("b", "y").Build(), "x");
        Assert.Equal(["one"], Directory.GetFileSystemEntries(LayerOf("x")).Select(Path.GetFileName));
        Untouched();
    }

    [Fact]
    public void A_zstd_bomb_is_refused()
    {
        Restart(new ArchiveLimits { MaxLayerBytes = 1 << 20, MaxArchiveBytes = 4 << 20 });
        string file = Files["bomb.tar"];
        File.WriteAllBytes(file, [.. new TarBuilder().File("small").Build(), .. new byte[16 << 20]]);
        Shell.Run("zstd -q --ultra -22 --long=31 bomb.tar", Files.Path);
        ExpectRefusal(File.ReadAllBytes(file + ".zst"), "");
        Shell.Run("rm bomb.tar.zst; zstd -q bomb.tar", Files.Path);
        ExpectRefusal(File.ReadAllBytes(file + ".zst"), "more than 4194304 bytes");
    }

    [Fact]
    public void Compressed_archives_inside_of_compressed_archives_are_not_followed()
    {
        byte[] inner = Gzip(new TarBuilder().File("small").Build());
        for (int i = 0; i < 20; i++) inner = Gzip(inner);
        ExpectRefusal(inner, "not a tar archive");
    }

    [Fact]
    public void Directories_links_and_depths_that_pile_up_in_memory_are_refused()
    {
        Restart(new ArchiveLimits { MaxRememberedBytes = 100_000 });
        var same = new TarBuilder();
        for (int i = 0; i < 100; i++) same.Pax('x', ("SCHILY.xattr.user.a", new string('a', 2000))).Directory("d");
        ExpectRefusal(same.Build(), "to remember");
        var links = new TarBuilder();
        for (int i = 0; i < 2000; i++) links.HardLink($"l{i}", "below");
        ExpectRefusal(links.Build(), "to remember");
        ExpectRefusal(new TarBuilder().Pax('x', ("path", string.Join('/', Enumerable.Repeat("d", 1000)))).File("x").Build(), "to remember");
        var archive = new TarBuilder();
        for (int i = 0; i < 1000; i++) archive.File($"file-{i}-{new string('n', 60)}");
        Assert.Contains("to remember", Answer<Fault>(new LoadArchive(new LoadImage(), new MemoryStream(archive.Build()))).Message);
    }

    [Fact]
    public void Compression_bombs_are_refused()
    {
        Restart(new ArchiveLimits { MaxLayerBytes = 1 << 20, MaxArchiveBytes = 4 << 20 });
        byte[] zeros = new byte[2 << 20];
        ExpectRefusal(Gzip(new TarBuilder().Entry('0', "big", zeros).Build()), "more than 1048576 bytes");
        ExpectRefusal(Gzip([.. new TarBuilder().File("small").Build(), .. new byte[16 << 20]]), "more than 4194304 bytes");
        ExpectRefusal(new TarBuilder().Entry('0', "claims", [], size: 4L << 30).Build(), "more than 1048576 bytes");
    }

    private void ExpectRefusal(byte[] archive, string reason)
    {
        Fault fault = Refused(archive);
        Assert.True(fault.Code == FaultCode.InvalidArgument, $"{fault.Code}: {fault.Message}");
        Assert.Contains(reason, fault.Message);
        Assert.Empty(Answer<ImageList>(new ListImages()).Images);
        AwaitAssert(() =>
        {
            Assert.Empty(Directory.EnumerateFileSystemEntries(Layout.Staging));
            Assert.Empty(Directory.EnumerateFileSystemEntries(Layout.Trash));
        }, TimeSpan.FromSeconds(20));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Layout.Blobs));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Layout.Layers));
    }

    private void Untouched() => Assert.Equal("untouched", File.ReadAllText(canary));

    private static byte[] Gzip(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(content);
        return compressed.ToArray();
    }
}
