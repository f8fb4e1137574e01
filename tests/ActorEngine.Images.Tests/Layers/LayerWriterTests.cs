using System.Diagnostics;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images.Tests;

/// <summary>What a real overlay leaves in its upper directory, written as a layer and unpacked again.</summary>
public sealed class LayerWriterTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();

    public void Dispose()
    {
        OverlayMount.Unmount(temporary["merged"]);
        temporary.Dispose();
    }

    [Fact]
    public void A_layer_put_on_its_lower_layers_gives_the_merged_view()
    {
        Shell.Run("""
            mkdir -p lower/keep lower/gone lower/opaque/inner lower/replaced
            echo 1 > lower/keep/file; echo 2 > lower/gone/file; echo 3 > lower/opaque/old; echo 4 > lower/opaque/inner/deep
            echo 5 > lower/replaced/file; echo 6 > lower/plain; ln lower/plain lower/plain2; mkdir -p lower/dev
            """, temporary.Path);
        Mount("lower");
        Shell.Run("""
            cd merged
            rm -r gone; rm -r opaque; mkdir -p opaque/inner; echo new > opaque/new
            rm -r replaced; echo file > replaced
            echo changed >> keep/file; chmod 4755 keep/file; chown 1000:4000000000 keep/file; touch -d '2001-02-03 04:05:06.789' keep/file
            mknod fifo p; mknod null c 1 3; mknod disk b 300 70000; ln -s "$(printf 'x%.0s' {1..150})" link
            echo hard > one; ln one two; ln -s one soft; ln soft soft2
            cp /bin/true able; setcap cap_net_raw+ep able
            mkdir -m 1777 tmp; mkdir "$(printf 'd%.0s' {1..120})"; echo deep > "$(printf 'd%.0s' {1..120})/$(printf 'f%.0s' {1..120})"
            printf 'raw' > $'caf\xe9'; truncate -s 3M sparse; python3 -c "import socket; socket.socket(socket.AF_UNIX).bind('sock')"
            """, temporary.Path);
        ExtendedAttributes.Set(temporary["merged/keep/file"], "user.note", "two words"u8);
        string expected = Listing("merged");
        (byte[] tar, long entries) = Write("lower");
        Assert.True(entries > 20);
        Directory.CreateDirectory(temporary["again"]);
        using (var extractor = new LayerExtractor(temporary["again"], new ArchiveLimits()))
            extractor.Extract(new TarReader(new MemoryStream(tar), new ArchiveLimits()), CancellationToken.None);
        OverlayMount.Unmount(temporary["merged"]);
        OverlayMount.Mount(new OverlayLayers([temporary["again"], temporary["lower"]], null, null), temporary["merged"]);
        Assert.Equal(expected.Replace("./sock s\n", ""), Listing("merged"));
        Assert.Equal("two words"u8.ToArray(), ExtendedAttributes.Get(temporary["merged/keep/file"], "user.note"));
        Assert.Contains("cap_net_raw", Shell.Run("getcap merged/able", temporary.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_new_below_a_replaced_directory_hides_what_was_below_the_old_one()
    {
        Shell.Run("mkdir -p lower/a/b; echo 1 > lower/a/b/old; echo 2 > lower/a/gone", temporary.Path);
        Mount("lower");
        Shell.Run("cd merged; rm -r a; mkdir -p a/b; echo 3 > a/b/new", temporary.Path);
        Assert.Equal(
            ["Changed /a", "Changed /a/b", "Added /a/b/new", "Deleted /a/b/old", "Deleted /a/gone"],
            SnapshotDiff.Compare(temporary["upper"], [temporary["lower"]]).Select(change => $"{change.Kind} {change.Path}"));
    }

    [Fact]
    public void Other_programs_read_the_layer()
    {
        Shell.Run("mkdir lower; echo gone > lower/gone", temporary.Path);
        Mount("lower");
        Shell.Run("""
            cd merged; rm gone; long=$(printf 'n%.0s' {1..200}); mkdir -p "$long/$long"; echo x > "$long/$long/file"
            """, temporary.Path);
        string name = new('n', 200);
        ExtendedAttributes.Set(temporary[$"merged/{name}/{name}/file"], "user.note", "hello"u8);
        File.WriteAllBytes(temporary["layer.tar"], Write("lower").Tar);
        string names = Shell.Run("tar tf layer.tar", temporary.Path);
        Assert.Contains(".wh.gone", names, StringComparison.Ordinal);
        Assert.Contains(new string('n', 200) + "/" + new string('n', 200) + "/file", names, StringComparison.Ordinal);
        Assert.Equal("hello", Shell.Run("""python3 -c "import tarfile; print([m.pax_headers['SCHILY.xattr.user.note'] for m in tarfile.open('layer.tar') if m.name.endswith('/file')][0])" """, temporary.Path));
    }

    [Fact]
    public void The_same_directory_gives_the_same_bytes_whatever_order_it_was_made_in()
    {
        Shell.Run("mkdir lower", temporary.Path);
        Shell.Run("mkdir a b; for i in 3 1 2; do touch -d @5 a/$i; done; for i in 2 3 1; do touch -d @5 b/$i; done; touch -d @5 a b", temporary.Path);
        Assert.Equal(Write("lower", "a").Tar, Write("lower", "b").Tar);
    }

    [Fact]
    public void No_time_is_later_than_the_latest_allowed()
    {
        Shell.Run("mkdir lower upper; touch -d @1000 upper/old; touch -d @3000 upper/new", temporary.Path);
        File.WriteAllBytes(temporary["layer.tar"], Write("lower", "upper", latest: 2_000_000_000_000).Tar);
        Assert.Equal("2000 1000", Shell.Run("""python3 -c "import tarfile; print(*[m.mtime for m in tarfile.open('layer.tar')])" """, temporary.Path));
    }

    [Fact]
    public void A_changed_root_directory_is_part_of_the_layer_and_an_unchanged_one_is_not()
    {
        Shell.Run("mkdir lower same; mkdir -m 700 other; chmod 755 lower same", temporary.Path);
        Assert.Equal(0, Write("lower", "same").Entries);
        Assert.Equal(1, Write("lower", "other").Entries);
    }

    [Theory]
    [InlineData(LayerCompression.None)]
    [InlineData(LayerCompression.Gzip)]
    public void The_blob_has_the_digests_that_are_told(LayerCompression compression)
    {
        using (var file = new LayerFile(temporary["blob"], compression))
        {
            var tar = new TarWriter(file);
            byte[] data = new byte[1_000_000];
            new Random(1).NextBytes(data);
            tar.Begin(new TarEntry(TarEntryKind.File, "data"u8.ToArray(), []) { Size = data.Length });
            tar.WriteData(data.AsSpan(0, 300_000));
            tar.WriteData(data.AsSpan(300_000));
            tar.End();
            file.Finish();
            Assert.Equal(file.Blob, Sha256.Of(File.ReadAllBytes(temporary["blob"])));
            Assert.Equal(file.BlobSize, new FileInfo(temporary["blob"]).Length);
            string plain = Shell.Run(compression == LayerCompression.Gzip ? "zcat < blob | sha256sum" : "sha256sum < blob", temporary.Path);
            Assert.Equal(file.DiffId.Hex(), plain[..64]);
        }
    }

    private void Mount(string lower)
    {
        foreach (string directory in (string[])["upper", "work", "merged"]) Directory.CreateDirectory(temporary[directory]);
        OverlayMount.Mount(new OverlayLayers([temporary[lower]], temporary["upper"], temporary["work"]), temporary["merged"]);
    }

    private (byte[] Tar, long Entries) Write(string lower, string upper = "upper", long latest = long.MaxValue)
    {
        var output = new MemoryStream();
        using FileDescriptor top = FileDescriptor.Open(temporary[upper], OpenFlags.ReadOnly | OpenFlags.Directory), below = FileDescriptor.Open(temporary[lower], OpenFlags.ReadOnly | OpenFlags.Directory);
        var writer = new LayerWriter(new TarWriter(output), top, [below]) { Latest = latest };
        writer.Write(CancellationToken.None);
        return (output.ToArray(), writer.Entries);
    }

    // Everything that a layer keeps of an entry but the time of directories that were only passed through.
    private string Listing(string directory) => Shell.Run(
        """find . -mindepth 1 \( -type s -printf '%p %y\n' -o -type d -printf '%p %y %m %U %G\n' -o -type f -printf '%p %y %m %U %G %s %Ts %n\n' -o -printf '%p %y %m %U %G %l %Ts\n' \) | LC_ALL=C sort; find . -type f -exec sha256sum {} + | LC_ALL=C sort; find . \( -type b -o -type c \) -exec stat -c '%n %t %T' {} + | LC_ALL=C sort""",
        temporary[directory]);
}
