using ActorEngine.EndToEnd.Tests.Harness;
using ActorEngine.Linux;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>What is done with images and the files of containers, beside running them.</summary>
public sealed class ImageTests
{
    [Fact]
    public Task A_container_is_committed_while_it_runs_and_its_image_runs() => Engine.Use(async engine =>
    {
        (await engine.Cli("run", "-d", "--name", "source", "busybox", "sh", "-c", "echo kept > /new; rm /etc/shadow; sleep 1000")).Expect();
        await Until.True("the file is written", async () => (await engine.Cli("exec", "source", "cat", "/new")).Text == "kept");
        (await engine.Cli("commit", "-m", "by hand", "-c", "CMD [\"cat\", \"/new\"]", "-c", "ENV PATH=$PATH:/opt/bin HOW=\"${WHO:-nobody} did\" RAW='$PATH'", "-c", "LABEL path=${PATH%%:*}", "source", "mine:1")).Expect();
        Assert.EndsWith(":/opt/bin nobody did $PATH", (await engine.Cli("run", "--rm", "mine:1", "sh", "-c", "echo $PATH $HOW $RAW")).Expect());
        Assert.Equal("/usr/local/sbin", (await engine.Cli("inspect", "--type", "image", "--format", "{{.Config.Labels.path}}", "mine:1")).Expect());
        Assert.Contains("is not closed", (await engine.Cli("commit", "-c", "ENV A=${B", "source")).Error);
        Assert.Equal("running", await engine.Inspect("source", "{{.State.Status}}"));
        Assert.Equal("kept", (await engine.Cli("run", "--rm", "mine:1")).Expect());
        Assert.Equal(1, (await engine.Cli("run", "--rm", "mine:1", "test", "-e", "/etc/shadow")).ExitCode);
        Assert.Contains("by hand", (await engine.Cli("history", "mine:1")).Expect());
    });

    [Fact]
    public Task Images_go_out_through_save_and_come_back_through_load() => Engine.Use(async engine =>
    {
        string archive = Path.Combine(engine.Folder, "saved.tar");
        (await engine.Cli("tag", "busybox", "other:2")).Expect();
        (await engine.Cli("save", "-o", archive, "busybox", "other:2")).Expect();
        string id = (await engine.Cli("images", "-q", "--no-trunc", "other:2")).Expect();
        (await engine.Cli("image", "prune", "-af")).Expect();
        Assert.Equal("", (await engine.Cli("images", "-q")).Expect());
        (await engine.Cli("load", "-i", archive)).Expect();
        Assert.Equal(id, (await engine.Cli("image", "ls", "-q", "--no-trunc", "other:2")).Expect());
        Assert.Equal("hi", (await engine.Cli("run", "--rm", "other:2", "echo", "hi")).Expect());
        var missing = await engine.Cli("save", "-o", archive, "nothing:here");
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("nothing:here", missing.Error);
        Assert.Empty(Directory.GetFiles(engine.Folder, "*.part"));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_containers_file_system_is_exported_without_its_mounts(bool running) => Engine.Use(async engine =>
    {
        string archive = Path.Combine(engine.Folder, "export.tar");
        (await engine.Cli("run", "-d", "--name", "one", "--tmpfs", "/scratch", "busybox", "sh", "-c", $"echo 1 > /written; echo 2 > /scratch/mounted; {(running ? "sleep 1000" : "true")}")).Expect();
        await Until.True("the file is written", async () => (await engine.Cli("diff", "one")).Text.Contains("/written", StringComparison.Ordinal));
        if (!running) await engine.WaitForStatus("one", "exited");
        (await engine.Cli("export", "-o", archive, "one")).Expect();
        string names = (await Command.Run("tar", "tf", archive)).Expect();
        Assert.Contains("bin/busybox", names);
        Assert.Contains("written", names);
        Assert.DoesNotContain("mounted", names);
    });

    [Fact]
    public Task A_container_that_races_a_copy_reaches_nothing_of_the_host() => Engine.Use(async engine =>
    {
        string secret = Path.Combine(engine.Folder, "secret"), source = Path.Combine(engine.Folder, "file"), target = Path.Combine(engine.Folder, "out");
        await File.WriteAllTextAsync(secret, "host");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        await File.WriteAllTextAsync(source, "copied");
        File.SetUnixFileMode(source, (UnixFileMode)0x1ff);
        Directory.CreateDirectory(target);
        (await engine.Cli("run", "-d", "--name", "racer", "busybox", "sh", "-c", $"mkdir -p /d; while :; do rm -rf /d/file; ln -s {secret} /d/file; rm -rf /d; ln -s / /d; rm -f /d; mkdir -p /d; echo inside > /d/file; done")).Expect();
        for (int i = 0; i < 40; i++)
        {
            // Either may lose the race; neither may follow a link out.
            await engine.Cli("cp", source, "racer:/d/file");
            await engine.Cli("cp", "racer:/d", target);
        }

        Assert.Equal("host", await File.ReadAllTextAsync(secret));
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(secret));
        foreach (string file in Directory.EnumerateFiles(target, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            Assert.NotEqual("host", await File.ReadAllTextAsync(file));
    });

    [Fact]
    public Task Attributes_and_capabilities_go_through_cp_both_ways() => Engine.Use(async engine =>
    {
        string tree = Path.Combine(engine.Folder, "tree"), back = Path.Combine(engine.Folder, "back"), tar = Path.Combine(engine.Folder, "copied.tar");
        Directory.CreateDirectory(tree);
        Directory.CreateDirectory(back);
        File.Copy("/bin/busybox", Path.Combine(tree, "program"));
        byte[] capability = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], bytes = [0, 0xff, 0x80];
        string program = Path.Combine(tree, "program"), copied = Path.Combine(back, "tree/program"), again = Path.Combine(back, "again");
        ExtendedAttributes.Set(program, "user.text", "plain"u8);
        ExtendedAttributes.Set(program, "user.bytes", bytes);
        ExtendedAttributes.Set(program, "security.capability", capability);
        ExtendedAttributes.Set(program, "trusted.mine", "1"u8);
        ExtendedAttributes.Set(tree, "user.of", "directory"u8);
        (await engine.Cli("run", "-d", "--name", "kept", "busybox", "sleep", "1000")).Expect();
        (await engine.Cli("cp", tree, "kept:/tree")).Expect();
        (await engine.Cli("cp", "kept:/tree", back)).Expect();
        Assert.Equal("plain"u8.ToArray(), ExtendedAttributes.Get(copied, "user.text") ?? []);
        Assert.Equal(bytes, ExtendedAttributes.Get(copied, "user.bytes") ?? []);
        Assert.Equal(capability, ExtendedAttributes.Get(copied, "security.capability") ?? []);
        Assert.Null(ExtendedAttributes.Get(copied, "trusted.mine"));
        Assert.Equal("directory"u8.ToArray(), ExtendedAttributes.Get(Path.Combine(back, "tree"), "user.of"));

        // GNU tar writes any byte in its headers; what is no text there cannot be taken, and is not dropped in silence.
        (await Command.Run("tar", "-C", tree, "--xattrs", "--xattrs-include=user.*", "-cf", tar, "program")).Expect();
        using (var into = engine.Begin("cp", "-", "kept:/tmp"))
        {
            await into.Input.BaseStream.WriteAsync(await File.ReadAllBytesAsync(tar));
            into.Input.Close();
            Assert.Contains("user.bytes", (await into.Finished()).Error);
        }

        (await engine.Cli("commit", "kept", "with:attributes")).Expect();
        (await engine.Cli("create", "--name", "second", "with:attributes")).Expect();
        (await engine.Cli("cp", "second:/tree/program", again)).Expect();
        Assert.Equal(bytes, ExtendedAttributes.Get(again, "user.bytes"));
        Assert.Equal(capability, ExtendedAttributes.Get(again, "security.capability"));
    });

    [Fact]
    public Task Inspect_tells_when_an_image_got_its_last_name() => Engine.Use(async engine =>
    {
        DateTimeOffset first = DateTimeOffset.Parse((await engine.Cli("inspect", "--format", "{{.Metadata.LastTagTime}}", "busybox")).Expect());
        (await engine.Cli("tag", "busybox", "another:name")).Expect();
        await engine.KillDaemon();
        await engine.StartDaemon();
        DateTimeOffset second = DateTimeOffset.Parse((await engine.Cli("inspect", "--format", "{{.Metadata.LastTagTime}}", "busybox")).Expect());
        Assert.True(second > first, $"{second} is not after {first}");
    });

    [Fact]
    public Task A_system_prune_leaves_what_runs_and_df_tells_of_it() => Engine.Use(async engine =>
    {
        (await engine.Cli("run", "-d", "--name", "up", "busybox", "sleep", "1000")).Expect();
        (await engine.Cli("run", "--name", "over", "busybox", "sh", "-c", "dd if=/dev/zero of=/big bs=1M count=2")).Expect();
        Assert.Contains("2", (await engine.Cli("system", "df", "--format", "{{.TotalCount}}")).Expect());
        Assert.Contains("over", (await engine.Cli("system", "df", "-v")).Expect());
        Assert.Contains("Total reclaimed space: 2.097MB", (await engine.Cli("system", "prune", "-af")).Expect());
        Assert.Equal("up", (await engine.Cli("ps", "-a", "--format", "{{.Names}}")).Expect());
        Assert.Equal("busybox", (await engine.Cli("images", "--format", "{{.Repository}}")).Expect());
    });

    [Fact]
    public Task A_damaged_layer_is_found_and_mended() => Engine.Use(async engine =>
    {
        string layer = Directory.GetDirectories(Path.Combine(engine.State, "images", "layers")).Single();
        await File.AppendAllTextAsync(Path.Combine(layer, "etc/passwd"), "evil::0:0::/:/bin/sh\n");
        var found = await engine.Cli("image", "verify");
        Assert.Equal(1, found.ExitCode);
        Assert.Contains("/etc/passwd", found.Output);
        Assert.Contains("1 repaired", (await engine.Cli("image", "verify", "--repair")).Expect());
        Assert.DoesNotContain("evil", (await engine.Cli("run", "--rm", "busybox", "cat", "/etc/passwd")).Expect());
    });

    [Fact]
    public Task A_daemon_killed_in_the_middle_of_an_import_loses_nothing_and_leaks_nothing() => Engine.Use(async engine =>
    {
        string id = (await engine.Cli("images", "-q", "--no-trunc")).Expect();
        for (int round = 0; round < 3; round++)
        {
            using var import = engine.Begin("import", "-", "half:done");
            await import.Input.BaseStream.WriteAsync((await File.ReadAllBytesAsync(await StarterImage.Tar())).AsMemory(0, 700_000 + 300_000 * round));
            await import.Input.BaseStream.FlushAsync();
            await Until.True("the import has begun", () => Task.FromResult(Directory.GetDirectories(Path.Combine(engine.State, "images", "staging")).Length > 0));
            await engine.KillDaemon();
            await engine.StartDaemon();
        }

        Assert.Equal(id, (await engine.Cli("images", "-q", "--no-trunc")).Expect());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(engine.State, "images", "staging")));
        Assert.Single(Directory.GetDirectories(Path.Combine(engine.State, "images", "layers")));
        (await engine.Cli("image", "verify")).Expect();
    });

    [Fact]
    public Task A_search_says_that_registries_have_none() => Engine.Use(async engine =>
    {
        var refused = await engine.Cli("search", "registry.example/busybox");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("not supported by registry.example", refused.Error);
    });
}
