using System.Formats.Tar;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Daemon.Tests.Copying;

/// <summary>A container that changes its files while they are copied: it never reaches a file of the host that way.</summary>
public sealed class RacingContainerTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryFolder outside = new();
    private readonly string root, secret;

    public RacingContainerTests()
    {
        root = Path.Combine(outside.Path, "root");
        Directory.CreateDirectory(Path.Combine(root, "data"));
        outside.File("secret", "host");
        secret = Path.Combine(outside.Path, "secret");
        File.SetUnixFileMode(secret, Private);
    }

    public void Dispose() => outside.Dispose();

    [Fact]
    public async Task Copying_in_changes_nothing_outside()
    {
        byte[] archive = Archive();
        await RaceAsync(
            path =>
            {
                File.Delete(path);
                File.CreateSymbolicLink(path, secret);
            },
            async () =>
            {
                using var opened = new ContainerRoot(FileDescriptor.Open(root, OpenFlags.Path | OpenFlags.Directory));
                await new TreeExtractor(opened, new CopyToContainer(new ContainerReference("c"), "/data") { KeepOwners = true }, owner: null).ReadAsync(new MemoryStream(archive), CancellationToken.None);
            });
        Assert.Equal("host", File.ReadAllText(secret));
        Assert.Equal(Private, File.GetUnixFileMode(secret));
        Assert.Equal(0u, FileStat.Of(secret)!.Value.UserId);
    }

    [Fact]
    public async Task Copying_out_reads_nothing_outside()
    {
        byte[] hostWords = "host"u8.ToArray();
        await RaceAsync(
            path =>
            {
                File.Delete(path);
                File.CreateSymbolicLink(path, secret);
                File.Delete(path);
                File.WriteAllText(path, new string('x', 100_000));
            },
            async () =>
            {
                using var directory = FileDescriptor.Open(root, OpenFlags.Directory);
                using var output = new MemoryStream();
                await using (var writer = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true))
                    await new TreeArchiver(writer).AddAsync(directory, "data", "data", CancellationToken.None);
                output.Position = 0;
                using var reader = new TarReader(output);
                while (reader.GetNextEntry() is { } entry)
                {
                    if (entry.DataStream is not { } data) continue;
                    byte[] content = new byte[hostWords.Length];
                    int count = data.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
                    Assert.False(count == content.Length && content.AsSpan().SequenceEqual(hostWords), "a file of the host was copied");
                }
            });
    }

    // Runs the copy again and again while a thread plays its trick on one name.
    private async Task RaceAsync(Action<string> trick, Func<Task> copy)
    {
        string path = Path.Combine(root, "data/file");
        using var over = new CancellationTokenSource();
        var racing = Task.Factory.StartNew(
            () =>
            {
                while (!over.IsCancellationRequested)
                {
                    try
                    {
                        trick(path);
                    }
                    catch (IOException)
                    {
                        // The copy was quicker.
                    }
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (int i = 0; i < 3000; i++)
        {
            try
            {
                await copy();
            }
            catch (Exception error) when (error is IOException or FaultException)
            {
                // A container that fights its own copy may lose it.
            }
        }

        await over.CancelAsync();
        await racing;
    }

    private static byte[] Archive()
    {
        using var output = new MemoryStream();
        using (var writer = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "file") { Mode = (UnixFileMode)0x1ff, Uid = 1000, Gid = 1000, DataStream = new MemoryStream(new byte[10]) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "file") { Mode = (UnixFileMode)0x1ff, Uid = 1000, Gid = 1000 });
        }

        return output.ToArray();
    }
}
