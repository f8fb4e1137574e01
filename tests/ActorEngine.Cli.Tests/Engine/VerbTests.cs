using ActorEngine.Contracts;

namespace ActorEngine.Cli.Tests.Engine;

public sealed class VerbTests
{
    [Fact]
    public async Task Stop_goes_on_behind_a_failure_and_takes_a_stopped_one_as_done()
    {
        using var line = new CommandLineRun();
        await using var engine = new FakeEngine(line.Socket, async call => await call.ReplyAsync(((StopContainer)call.Request).Container.Value switch
        {
            "b" => Answers.NotFound("there is no container 'b'"),
            "c" => new Fault(FaultCode.NotModified, "it does not run"),
            _ => new Done(),
        }));
        Assert.Equal(1, await line.RunAsync("stop", "-t", "3", "a", "b", "c"));
        Assert.Equal("a\nc\n", line.Output);
        Assert.Equal("actorctl: there is no container 'b'\n", line.Error);
        Assert.All(engine.Asked.Cast<StopContainer>(), stop => Assert.Equal(3, stop.TimeoutSeconds));
    }

    [Fact]
    public async Task Inspect_falls_back_on_images_and_prints_what_it_found()
    {
        using var line = new CommandLineRun();
        await using var engine = new FakeEngine(line.Socket, async call => await call.ReplyAsync(call.Request switch
        {
            InspectImage { Image.Value: "busybox" } => new ImageInspection(new Digest("sha256:ab")),
            _ => Answers.NotFound("no such thing"),
        }));
        Assert.Equal(1, await line.RunAsync("inspect", "-f", "{{.Id}}", "busybox", "nothing"));
        Assert.Equal("sha256:ab\n", line.Output);
        Assert.Equal("actorctl: There is neither a container nor an image nor a network nor a volume 'nothing'.\n", line.Error);
    }

    [Fact]
    public async Task An_attached_exec_ends_with_its_programs_code()
    {
        using var line = new CommandLineRun();
        await using var engine = new FakeEngine(line.Socket, async call =>
        {
            await call.SendItemAsync(new ExecStarted(new ExecId("e"), 7));
            await call.WriteAsync("hi\n");
            await call.ReplyAsync(new ExecEnded(new ExitStatus(5)));
        });
        Assert.Equal(5, await line.RunAsync("exec", "-e", "A=1", "web", "echo", "hi"));
        Assert.Equal("hi\n", line.Output);
        Assert.Equal(["A=1"], engine.Asked.OfType<StartExec>().Single().Settings.Environment);
    }

    [Fact]
    public async Task An_update_of_nothing_is_refused()
    {
        using var line = new CommandLineRun();
        Assert.Equal(1, await line.RunAsync("update", "web"));
        Assert.StartsWith("actorctl: update: nothing to change is named", line.Error);
    }

    [Fact]
    public async Task Without_an_engine_the_error_says_how_to_get_one()
    {
        using var line = new CommandLineRun();
        Assert.Equal(1, await line.RunAsync("ps"));
        Assert.Contains("Start it with 'actord'", line.Error);
        Assert.Equal(125, await line.RunAsync("run", "busybox"));
    }

    [Fact]
    public async Task A_directory_is_copied_in_and_out_with_its_modes_and_links()
    {
        using var line = new CommandLineRun();
        string from = Path.Combine(line.Folder, "from"), to = Path.Combine(line.Folder, "to");
        Directory.CreateDirectory(Path.Combine(from, "sub"));
        await File.WriteAllTextAsync(Path.Combine(from, "sub", "file"), "content");
        File.SetUnixFileMode(Path.Combine(from, "sub", "file"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(from, "link"), "sub/file");
        using var archive = new MemoryStream();
        await using var engine = new FakeEngine(line.Socket, async call =>
        {
            if (call.Request is StatPath) await call.ReplyAsync(Answers.NotFound("no such path"));
            if (call.Request is InspectContainer) await call.ReplyAsync(Answers.Inspection(ContainerStatus.Running));
            if (call.Request is CopyToContainer)
            {
                await foreach (var element in call.ReadAsync()) archive.Write(((StreamElement.Data)element).Bytes.Span);
                await call.ReplyAsync(new Done());
            }

            if (call.Request is not CopyFromContainer) return;
            await call.SendItemAsync(new PathStat("there", 0, 0x41ED, DateTimeOffset.UnixEpoch) { IsDirectory = true });
            await call.WriteDataAsync(0, archive.ToArray());
            await call.ReplyAsync(new StreamEnded());
        });
        Assert.Equal(0, await line.RunAsync("cp", from, "web:/srv/there"));
        Assert.Equal("/srv", engine.Asked.OfType<CopyToContainer>().Single().Path);
        Assert.Equal(0, await line.RunAsync("cp", "web:/srv/there", to));
        Assert.Equal("content", await File.ReadAllTextAsync(Path.Combine(to, "sub", "file")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(to, "sub", "file")));
        Assert.Equal("sub/file", new FileInfo(Path.Combine(to, "link")).LinkTarget);
    }

    [Theory]
    [InlineData("there/../../escaped")]
    [InlineData("there/link/escaped")]
    public async Task An_archive_cannot_leave_the_target(string entry)
    {
        using var line = new CommandLineRun();
        using var archive = new MemoryStream();
        await using (var writer = new System.Formats.Tar.TarWriter(archive, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.Directory, "there/"));
            await writer.WriteEntryAsync(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.SymbolicLink, "there/link") { LinkName = line.Folder });
            await writer.WriteEntryAsync(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, entry));
        }

        await using var engine = new FakeEngine(line.Socket, async call =>
        {
            await call.SendItemAsync(new PathStat("there", 0, 0x41ED, DateTimeOffset.UnixEpoch) { IsDirectory = true });
            await call.WriteDataAsync(0, archive.ToArray());
            await call.ReplyAsync(new StreamEnded());
        });
        Assert.Equal(1, await line.RunAsync("cp", "web:/there", Path.Combine(line.Folder, "to")));
        Assert.False(File.Exists(Path.Combine(line.Folder, "escaped")));
    }
}
