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

    [Theory]
    [InlineData("cat")]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    [InlineData("xz")]
    [InlineData("zstd")]
    public async Task An_archive_may_be_compressed(string program)
    {
        byte[] plain = new byte[3 << 20];
        new Random(1).NextBytes(plain);
        using var packing = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var packed = new MemoryStream();
        var taking = packing.StandardOutput.BaseStream.CopyToAsync(packed);
        await packing.StandardInput.BaseStream.WriteAsync(plain);
        packing.StandardInput.Close();
        await taking;

        Assert.Equal(plain, await UnpackedAsync(packed.ToArray()));
    }

    [Fact]
    public async Task An_archive_may_be_empty() => Assert.Empty(await UnpackedAsync([]));

    [Fact]
    public async Task A_damaged_archive_is_refused() => await Assert.ThrowsAsync<InvalidDataException>(() => UnpackedAsync([.. "BZh91AY and nothing more"u8]));

    [Fact]
    public async Task An_archive_that_is_not_read_to_its_end_is_left() =>
        await Assert.ThrowsAsync<FormatException>(() => CompressedArchive.ReadAsync(new Endless([.. "BZh91A"u8]), _ => throw new FormatException(), CancellationToken.None));

    private static async Task<byte[]> UnpackedAsync(byte[] sent)
    {
        using var read = new MemoryStream();
        await CompressedArchive.ReadAsync(new MemoryStream(sent), archive => archive.CopyToAsync(read), CancellationToken.None);
        return read.ToArray();
    }

    private sealed class Endless(byte[] first) : AsynchronousStream
    {
        private bool begun;

        public override bool CanRead => true;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (begun) await Task.Delay(Timeout.Infinite, cancellationToken);
            begun = true;
            first.CopyTo(buffer);
            return first.Length;
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
