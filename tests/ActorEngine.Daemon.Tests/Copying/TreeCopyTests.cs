using System.Formats.Tar;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Daemon.Tests.Copying;

public sealed class TreeCopyTests : IDisposable
{
    private readonly TemporaryFolder outside = new();
    private readonly string root;

    public TreeCopyTests()
    {
        root = Path.Combine(outside.Path, "root");
        Directory.CreateDirectory(Path.Combine(root, "data"));
        outside.File("secret", "host");
    }

    [Fact]
    public async Task A_tree_comes_out_as_it_is_and_goes_in_again()
    {
        Directory.CreateDirectory(Path.Combine(root, "data/sub"));
        File.WriteAllText(Path.Combine(root, "data/sub/file"), "text");
        File.SetUnixFileMode(Path.Combine(root, "data/sub/file"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(root, "data/link"), "sub/file");
        Directory.CreateDirectory(Path.Combine(root, "target"));

        await UnpackAsync("/target", await PackAsync("/data"));

        Assert.Equal("text", File.ReadAllText(Path.Combine(root, "target/data/sub/file")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(root, "target/data/sub/file")));
        Assert.Equal("sub/file", new FileInfo(Path.Combine(root, "target/data/link")).LinkTarget);
    }

    [Fact]
    public void An_absolute_link_is_followed_inside_the_root()
    {
        File.CreateSymbolicLink(Path.Combine(root, "out"), outside.Path);

        using var opened = Open();
        Assert.Equal(FaultCode.NotFound, Assert.Throws<FaultException>(() => opened.OpenDirectory("/out")).Fault.Code);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    public async Task An_entry_that_leads_out_is_refused(string name)
    {
        var error = await Assert.ThrowsAsync<FaultException>(() => UnpackAsync("/data", Archive(name)));

        Assert.Contains(name, error.Fault.Message, StringComparison.Ordinal);
        Assert.Equal("host", File.ReadAllText(Path.Combine(outside.Path, "secret")));
    }

    [Fact]
    public async Task An_entry_below_a_link_that_leads_out_stays_inside()
    {
        File.CreateSymbolicLink(Path.Combine(root, "data/escape"), outside.Path);

        await Assert.ThrowsAsync<FaultException>(() => UnpackAsync("/data", Archive("escape/secret")));

        Assert.Equal("host", File.ReadAllText(Path.Combine(outside.Path, "secret")));
    }

    [Fact]
    public async Task A_file_that_is_a_link_is_replaced_not_written_through()
    {
        File.WriteAllText(Path.Combine(root, "real"), "untouched");
        File.CreateSymbolicLink(Path.Combine(root, "data/f"), "../real");

        await UnpackAsync("/data", Archive("f"));

        Assert.Equal("untouched", File.ReadAllText(Path.Combine(root, "real")));
        Assert.Equal("new", File.ReadAllText(Path.Combine(root, "data/f")));
    }

    [Fact]
    public async Task A_file_does_not_take_a_directorys_place()
    {
        Directory.CreateDirectory(Path.Combine(root, "data/f"));

        await Assert.ThrowsAsync<FaultException>(() => UnpackAsync("/data", Archive("f")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_takes_a_directorys_place_only_where_that_is_asked_for(bool replace)
    {
        Directory.CreateDirectory(Path.Combine(root, "d", "data", "inner"));
        using var opened = Open();
        var work = new TreeExtractor(opened, new CopyToContainer(new ContainerReference("c"), "/d") { Replace = replace }, owner: null).ReadAsync(Archive("data"), CancellationToken.None);
        if (replace)
        {
            await work;
            Assert.True(File.Exists(Path.Combine(root, "d", "data")));
        }
        else
        {
            Assert.Contains("a directory of that name is there", (await Assert.ThrowsAsync<FaultException>(() => work)).Fault.Message);
        }
    }

    [Theory]
    [InlineData(".", "./", "./f")]
    [InlineData("/", "/", "/f")]
    [InlineData("new", "new/", "new/f")]
    public async Task The_top_of_an_archive_is_called_as_asked(string top, string directory, string file)
    {
        Directory.CreateDirectory(Path.Combine(root, "top"));
        await File.WriteAllTextAsync(Path.Combine(root, "top", "f"), "x");
        using var opened = Open();
        var (parent, name) = opened.Locate("/top/.");
        using var kept = parent;
        using var packed = new MemoryStream();
        await using (var writer = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true))
            await new TreeArchiver(writer, prefix: top == "/" ? "/" : "").AddAsync(parent, name, top.Trim('/'), CancellationToken.None);
        packed.Position = 0;
        var reader = new TarReader(packed);
        Assert.Equal([directory, file], [(await reader.GetNextEntryAsync())!.Name, (await reader.GetNextEntryAsync())!.Name]);
    }

    [Fact]
    public async Task An_archive_may_be_compressed_with_gzip_or_be_empty()
    {
        byte[] plain = [.. "plain archive"u8];
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true)) await gzip.WriteAsync(plain);
        Assert.Equal(plain, await Read(packed.ToArray()));
        Assert.Equal(plain, await Read(plain));
        Assert.Null(await Read([]));
        Assert.Contains("bzip2", (await Assert.ThrowsAsync<FaultException>(() => Read([.. "BZh91AY"u8]))).Fault.Message);

        static async Task<byte[]?> Read(byte[] sent)
        {
            if (await CompressedArchive.OpenAsync(new MemoryStream(sent), CancellationToken.None) is not { } archive) return null;
            using var read = new MemoryStream();
            await archive.CopyToAsync(read);
            return read.ToArray();
        }
    }

    public void Dispose() => outside.Dispose();

    private ContainerRoot Open() => new(FileDescriptor.Open(root, OpenFlags.Path | OpenFlags.Directory));

    private async Task<Stream> PackAsync(string path)
    {
        using var opened = Open();
        var (parent, name) = opened.Locate(path);
        using (parent)
        {
            var stream = new MemoryStream();
            await using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
                await new TreeArchiver(writer).AddAsync(parent, name, name, CancellationToken.None);
            stream.Position = 0;
            return stream;
        }
    }

    private async Task UnpackAsync(string destination, Stream archive)
    {
        using var opened = Open();
        await new TreeExtractor(opened, new CopyToContainer(new ContainerReference("c"), destination), owner: null).ReadAsync(archive, CancellationToken.None);
    }

    private static MemoryStream Archive(string name)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("new"u8.ToArray()) });
        stream.Position = 0;
        return stream;
    }
}
