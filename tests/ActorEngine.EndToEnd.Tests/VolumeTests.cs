using ActorEngine.EndToEnd.Tests.Harness;
using ActorEngine.Volumes.Tests;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Volumes and mounts in real containers.</summary>
public sealed class VolumeTests : IAsyncLifetime
{
    private readonly string _plugins = Directory.CreateTempSubdirectory("aeplugins").FullName;
    private Engine _engine = null!;

    public async Task InitializeAsync() => _engine = await Engine.StartNew(hocon: $"actorengine.volumes {{ plugin-directories = [\"{_plugins}\"], plugin-timeout = 1s }}");

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_plugins, recursive: true);
    }

    [Fact]
    public async Task What_one_container_writes_into_a_named_volume_another_reads()
    {
        (await Run("-v", "data:/data", "busybox", "sh", "-c", "echo kept > /data/file")).Expect();
        Assert.Equal("kept", (await Run("-v", "data:/other:ro", "busybox", "cat", "/other/file")).Expect());
        Assert.NotEqual(0, (await Run("-v", "data:/other:ro", "busybox", "touch", "/other/new")).ExitCode);
        Assert.Equal("data", (await _engine.Cli("volume", "ls", "-q")).Expect());
        var mountpoint = (await _engine.Cli("volume", "inspect", "-f", "{{.Mountpoint}} {{.Driver}} {{.Scope}}", "data")).Expect();
        Assert.Equal(Path.Combine(_engine.State, "volumes/data/_data") + " local local", mountpoint);
        (await _engine.Cli("volume", "rm", "data")).Expect();
        Assert.False(Directory.Exists(Path.Combine(_engine.State, "volumes/data")));
    }

    [Fact]
    public async Task A_volume_that_a_container_has_is_not_removed()
    {
        (await _engine.Cli("create", "--name", "idle", "-v", "data:/data", "busybox", "true")).Expect();
        var refused = await _engine.Cli("volume", "rm", "-f", "data");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("in use by container idle", refused.Error);
        Assert.Contains("Total reclaimed space: 0B", (await _engine.Cli("volume", "prune", "-af")).Expect());
        (await _engine.Cli("rm", "-v", "idle")).Expect();
        Assert.Equal("data", (await _engine.Cli("volume", "ls", "-q")).Expect());
        Assert.Contains("data", (await _engine.Cli("volume", "prune", "-af")).Expect());
    }

    [Fact]
    public async Task A_new_volume_begins_with_the_images_content_its_owner_and_its_mode()
    {
        await Build("seeded", "FROM busybox\nRUN mkdir /seed && echo one > /seed/file && chown -R 12:34 /seed && chmod 0751 /seed\nVOLUME /seed");
        Assert.Equal("one 12 34 751", (await Run("-v", "seed:/seed", "seeded", "sh", "-c", "echo $(cat /seed/file) $(stat -c '%u %g %a' /seed)")).Expect());
        Assert.Equal("", (await Run("-v", "bare:/seed:nocopy", "seeded", "ls", "/seed")).Expect());
        (await Run("-v", "seed:/seed", "seeded", "mv", "/seed/file", "/seed/mine")).Expect();
        Assert.Equal("mine", (await Run("-v", "seed:/seed", "seeded", "ls", "/seed")).Expect());
    }

    [Fact]
    public async Task Anonymous_volumes_go_with_rm_v_and_with_rm_and_stay_otherwise()
    {
        await Build("declares", "FROM busybox\nVOLUME /one\nVOLUME /two");
        (await Run("-v", "/three", "declares", "touch", "/one/a", "/two/b", "/three/c")).Expect();
        await Until.True("--rm took them along", async () => (await _engine.Cli("volume", "ls", "-q")).Text.Length == 0);
        (await _engine.Cli("run", "--name", "kept", "declares", "true")).Expect();
        Assert.Equal("2", await _engine.Inspect("kept", "{{len .Mounts}}"));
        Assert.Equal(["volume local true"], (await _engine.Inspect("kept", "{{range .Mounts}}{{.Type}} {{.Driver}} {{.RW}}\n{{end}}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct());
        (await _engine.Cli("rm", "kept")).Expect();
        Assert.Equal(2, (await _engine.Cli("volume", "ls", "-q", "-f", "dangling=true")).Text.Split('\n').Length);
        Assert.Contains("Deleted Volumes:", (await _engine.Cli("system", "prune", "-f", "--volumes")).Expect());
        (await _engine.Cli("run", "--name", "gone", "declares", "true")).Expect();
        (await _engine.Cli("rm", "-v", "gone")).Expect();
        Assert.Equal("", (await _engine.Cli("volume", "ls", "-q")).Expect());
    }

    [Fact]
    public async Task Another_containers_volumes_and_binds_are_mounted_read_only_when_asked()
    {
        var host = Directory.CreateDirectory(Path.Combine(_engine.Folder, "bound")).FullName;
        (await _engine.Cli("create", "--name", "db", "-v", "data:/data", "-v", $"{host}:/host", "--tmpfs", "/tmp", "busybox", "true")).Expect();
        (await Run("--volumes-from", "db", "busybox", "touch", "/data/file", "/host/file")).Expect();
        Assert.True(File.Exists(Path.Combine(host, "file")));
        Assert.NotEqual(0, (await Run("--volumes-from", "db:ro", "busybox", "touch", "/data/new")).ExitCode);
        Assert.Equal("file", (await Run("--volumes-from", "db:ro", "busybox", "ls", "/data")).Expect());
        Assert.Contains("No such container: nobody", (await Run("--volumes-from", "nobody", "busybox", "true")).Error);
    }

    [Fact]
    public async Task The_local_driver_mounts_at_the_first_use_and_unmounts_after_the_last()
    {
        (await _engine.Cli("volume", "create", "-o", "type=tmpfs", "-o", "device=tmpfs", "-o", "o=size=1m", "scratch")).Expect();
        (await _engine.Cli("run", "-d", "--name", "one", "-v", "scratch:/s", "busybox", "sleep", "600")).Expect();
        (await _engine.Cli("run", "-d", "--name", "two", "-v", "scratch:/s", "busybox", "sleep", "600")).Expect();
        (await _engine.Cli("exec", "one", "sh", "-c", "echo shared > /s/file")).Expect();
        Assert.Equal("shared", (await _engine.Cli("exec", "two", "cat", "/s/file")).Expect());
        Assert.NotEqual(0, (await _engine.Cli("exec", "one", "dd", "if=/dev/zero", "of=/s/big", "bs=1M", "count=2")).ExitCode);
        (await _engine.Cli("rm", "-f", "one")).Expect();
        Assert.Single(VolumeMounts());
        (await _engine.Cli("rm", "-f", "two")).Expect();
        await Until.True("the last use ended the mount", () => VolumeMounts().Count == 0);
        Assert.Equal("", (await Run("-v", "scratch:/s", "busybox", "ls", "/s")).Expect());
    }

    [Fact]
    public async Task A_subpath_shows_a_part_and_a_link_in_it_shows_nothing_of_the_host()
    {
        (await Run("-v", "data:/data", "busybox", "sh", "-c", "mkdir -p /data/a/b; echo deep > /data/a/b/file; ln -s ../../../../../../../../etc /data/evil")).Expect();
        Assert.Equal("deep", (await Run("--mount", "type=volume,src=data,dst=/x,volume-subpath=a/b", "busybox", "cat", "/x/file")).Expect());
        var evil = await Run("--mount", "type=volume,src=data,dst=/x,volume-subpath=evil", "busybox", "cat", "/x/hostname");
        Assert.Equal(125, evil.ExitCode);
        Assert.Contains("there is no evil in data", evil.Error);
        Assert.Contains("relative path", (await Run("--mount", "type=volume,src=data,dst=/x,volume-subpath=../..", "busybox", "true")).Error);
        Assert.Empty(Staged());
    }

    [Fact]
    public async Task A_hostile_images_volumes_and_mount_targets_stay_inside()
    {
        var victim = Directory.CreateDirectory(Path.Combine(_engine.Folder, "victim")).FullName;
        File.WriteAllText(Path.Combine(victim, "secret"), "secret");
        var up = string.Concat(Enumerable.Repeat("../", 20));
        await Build("hostile", $"FROM busybox\nRUN ln -s {victim} /absolute && ln -s {up}{victim[1..]} /relative && mkdir /nest && ln -s {victim} /nest/b\nVOLUME /absolute\nVOLUME /relative\nVOLUME /x/../../../..{victim}");
        var run = await Run("-v", "data:/absolute/deep", "-v", "more:/nest/b/c", "hostile", "sh", "-c", "ls -R /absolute /relative /nest; touch /absolute/mine /nest/b/c/mine");
        Assert.DoesNotContain("secret", run.Expect());
        Assert.Equal(["secret"], Directory.EnumerateFileSystemEntries(victim).Select(Path.GetFileName));
        Assert.Empty(Staged());
    }

    [Fact]
    public async Task Links_that_another_container_swaps_under_a_start_never_lead_out()
    {
        var victim = Directory.CreateDirectory(Path.Combine(_engine.Folder, "victim")).FullName;
        (await _engine.Cli("run", "-d", "--name", "racer", "-v", "data:/data", "busybox", "sh", "-c",
            $"cd /data; mkdir dir; ln -s {string.Concat(Enumerable.Repeat("../", 20))}{victim[1..]} link; while :; do mv -T dir at 2>/dev/null; mv -T at dir 2>/dev/null; mv -T link at 2>/dev/null; mv -T at link 2>/dev/null; done")).Expect();
        for (var at = 0; at < 15; at++)
            await Run("-v", "data:/data", "-v", "inner:/data/at/in", "busybox", "touch", "/data/at/in/file");
        Assert.Empty(Directory.EnumerateFileSystemEntries(victim));
        Assert.Empty(Staged());
        (await _engine.Cli("rm", "-f", "racer")).Expect();
    }

    [Fact]
    public async Task A_mount_in_a_mount_is_where_it_belongs_whatever_the_order()
    {
        (await Run("-v", "inner:/data/in", "-v", "outer:/data", "busybox", "sh", "-c", "touch /data/o /data/in/i")).Expect();
        Assert.Equal("i", (await Run("-v", "inner:/x", "busybox", "ls", "/x")).Expect());
        Assert.Equal("in\no", (await Run("-v", "outer:/x", "busybox", "ls", "/x")).Expect());
    }

    [Fact]
    public async Task An_image_is_mounted_read_only_and_its_layers_stay_while_the_container_does()
    {
        await Build("tools", "FROM busybox\nRUN mkdir /tool && echo sharp > /tool/edge");
        (await _engine.Cli("run", "-d", "--name", "user", "--mount", "type=image,source=tools,target=/x", "--mount", "type=image,source=tools,target=/y,image-subpath=tool", "busybox", "sleep", "600")).Expect();
        Assert.Equal("sharp sharp", (await _engine.Cli("exec", "user", "sh", "-c", "echo $(cat /x/tool/edge) $(cat /y/edge)")).Expect());
        Assert.NotEqual(0, (await _engine.Cli("exec", "user", "touch", "/x/new")).ExitCode);
        Assert.Contains("image tools", await _engine.Inspect("user", "{{range .Mounts}}{{.Type}} {{.Source}} {{end}}"));
        (await _engine.Cli("rmi", "tools")).Expect();
        (await _engine.Cli("restart", "-t", "0", "user")).Expect();
        Assert.Equal("sharp", (await _engine.Cli("exec", "user", "cat", "/x/tool/edge")).Expect());
        Assert.Contains("nosuch", (await Run("--mount", "type=image,source=nosuch,target=/x", "busybox", "true")).Error);
        Assert.Empty(Staged());
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task A_single_file_is_bound_read_only(string runtime)
    {
        string file = Path.Combine(_engine.Folder, "single");
        File.WriteAllText(file, "text");
        Assert.Equal("text", (await Run("--runtime", runtime, "-v", $"{file}:/run/deep/file:ro", "busybox", "cat", "/run/deep/file")).Expect());
        Assert.NotEqual(0, (await Run("--runtime", runtime, "-v", $"{file}:/run/deep/file:ro", "busybox", "sh", "-c", "echo x > /run/deep/file")).ExitCode);
        Assert.Equal("text", File.ReadAllText(file));
    }

    [Fact]
    public async Task Read_only_binds_reach_what_is_mounted_below_unless_it_is_not_to()
    {
        var host = Directory.CreateDirectory(Path.Combine(_engine.Folder, "bound")).FullName;
        Directory.CreateDirectory(Path.Combine(host, "below"));
        await Command.Run("mount", "-t", "tmpfs", "x", Path.Combine(host, "below"));
        try
        {
            Assert.NotEqual(0, (await Run("-v", $"{host}:/h:ro", "busybox", "touch", "/h/below/file")).ExitCode);
            Assert.NotEqual(0, (await Run("--mount", $"type=bind,src={host},dst=/h,ro,bind-recursive=readonly,bind-propagation=rprivate", "busybox", "touch", "/h/below/file")).ExitCode);
            (await Run("--mount", $"type=bind,src={host},dst=/h,ro,bind-recursive=writable", "busybox", "touch", "/h/below/file")).Expect();
            Assert.Equal("", (await Run("--mount", $"type=bind,src={host},dst=/h,bind-recursive=disabled", "busybox", "ls", "/h/below")).Expect());
        }
        finally
        {
            await Command.Run("umount", "-l", Path.Combine(host, "below"));
        }
    }

    [Fact]
    public async Task Propagation_carries_mounts_as_it_says()
    {
        var host = Directory.CreateDirectory(Path.Combine(_engine.Folder, "bound")).FullName;
        Directory.CreateDirectory(Path.Combine(host, "later"));
        await Command.Run("mount", "--bind", host, host);
        await Command.Run("mount", "--make-private", host);
        try
        {
            Assert.Contains("not a shared mount", (await Run("-v", $"{host}:/h:rshared", "busybox", "true")).Error);
            await Command.Run("mount", "--make-shared", host);
            foreach (var propagation in (string[])["rslave", "rprivate", "rshared"])
                (await _engine.Cli("run", "-d", "--name", propagation, "-v", $"{host}:/h:{propagation}", "busybox", "sleep", "600")).Expect();
            await Command.Run("mount", "-t", "tmpfs", "x", Path.Combine(host, "later"));
            File.WriteAllText(Path.Combine(host, "later/file"), "");
            Assert.Equal("file", (await _engine.Cli("exec", "rslave", "ls", "/h/later")).Expect());
            Assert.Equal("file", (await _engine.Cli("exec", "rshared", "ls", "/h/later")).Expect());
            Assert.Equal("", (await _engine.Cli("exec", "rprivate", "ls", "/h/later")).Expect());
        }
        finally
        {
            await Command.Run("umount", "-l", Path.Combine(host, "later"));
            await Command.Run("umount", "-l", host);
        }
    }

    [Fact]
    public async Task Copies_see_through_mounts_and_diff_and_commit_do_not()
    {
        await Build("seeded", "FROM busybox\nRUN mkdir /seed && echo one > /seed/file");
        (await _engine.Cli("run", "--name", "user", "-v", "data:/seed", "-v", "new:/new/place", "seeded", "sh", "-c", "echo two > /seed/second; echo three > /new/place/third; touch /own")).Expect();
        var copied = Path.Combine(_engine.Folder, "copied");
        (await _engine.Cli("cp", "user:/seed/second", copied)).Expect();
        Assert.Equal("two\n", File.ReadAllText(copied));
        (await _engine.Cli("cp", copied, "user:/new/place/fourth")).Expect();
        Assert.Equal("fourth\nthird", (await Run("-v", "new:/x", "busybox", "ls", "/x")).Expect());
        Assert.Equal("A /own", (await _engine.Cli("diff", "user")).Expect());
        (await _engine.Cli("commit", "user", "committed")).Expect();
        Assert.Equal("file", (await Run("committed", "sh", "-c", "ls /seed /new/place 2>/dev/null | grep -v :")).Expect().Trim());
        Assert.Empty(Staged());
    }

    [Fact]
    public async Task A_crash_between_reference_and_mount_is_repaired()
    {
        (await _engine.Cli("volume", "create", "-o", "type=tmpfs", "-o", "device=tmpfs", "scratch")).Expect();
        (await _engine.Cli("run", "-d", "--name", "one", "-v", "scratch:/s", "-v", "data:/data", "busybox", "sh", "-c", "echo alive > /s/file; sleep 600")).Expect();
        await _engine.KillDaemon();
        await _engine.StartDaemon();
        Assert.Equal("alive", (await _engine.Cli("exec", "one", "cat", "/s/file")).Expect());
        Assert.Contains("in use by container one", (await _engine.Cli("volume", "rm", "data")).Error);
        var starts = Enumerable.Range(0, 6).Select(n => _engine.Cli("run", "-d", "--name", $"cut{n}", "-v", "scratch:/s", "-v", $"own{n}:/own", "busybox", "sleep", "600")).ToArray();
        await Until.True("some have begun", async () => (await _engine.Cli("volume", "ls", "-q")).Text.Contains("own", StringComparison.Ordinal));
        await _engine.KillDaemon();
        await Task.WhenAll(starts);
        await _engine.StartDaemon();
        var names = (await _engine.Cli("ps", "-a", "--format", "{{.Names}}")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            var removed = await _engine.Cli("rm", "-f", name);
            // One that was cut off while it was made is taken back by the engine itself, perhaps just now.
            if (!removed.Error.Contains($"No such container: {name}", StringComparison.Ordinal)) removed.Expect();
        }

        await Until.True("nothing is mounted", () => VolumeMounts().Count == 0 && Staged().Count == 0);
        Assert.All((await _engine.Cli("volume", "ls", "--format", "{{.Links}}")).Text.Split('\n'), links => Assert.Equal("0", links));
        (await _engine.Cli("volume", "prune", "-af")).Expect();
        Assert.Equal("", (await _engine.Cli("volume", "ls", "-q")).Expect());
    }

    [Fact]
    public async Task A_plugins_volumes_are_used_and_one_that_hangs_holds_nobody_up()
    {
        await using var cloud = new TestPlugin(_plugins, "cloud");
        await using var slow = new TestPlugin(_plugins, "slow") { Hangs = "VolumeDriver.Mount" };
        (await Run("--volume-driver", "cloud", "-v", "far:/far", "busybox", "sh", "-c", "echo far > /far/file")).Expect();
        Assert.True(File.Exists(Path.Combine(_plugins, "cloud-volumes/far/file")));
        await Until.True("the plugin was told of the end", () => cloud.Calls.Any(call => call.StartsWith("VolumeDriver.Unmount far ", StringComparison.Ordinal)));
        Assert.Equal("cloud global gold", (await _engine.Cli("volume", "inspect", "-f", "{{.Driver}} {{.Scope}} {{.Status.Tier}}", "far")).Expect());
        (await _engine.Cli("volume", "create", "-d", "slow", "stuck")).Expect();
        var hung = _engine.Cli("run", "--rm", "-v", "stuck:/x", "busybox", "true");
        (await Run("-v", "far:/far", "busybox", "true")).Expect();
        var fault = await hung;
        Assert.Equal(125, fault.ExitCode);
        Assert.Contains("The volume plugin slow did not answer VolumeDriver.Mount within 1 s", fault.Error);
        (await _engine.Cli("volume", "rm", "far")).Expect();
        Assert.False(Directory.Exists(Path.Combine(_plugins, "cloud-volumes/far")));
    }

    [Fact]
    public async Task Listings_events_and_disk_usage_tell_of_volumes()
    {
        (await _engine.Cli("volume", "create", "--label", "team=a", "data")).Expect();
        (await _engine.Cli("run", "--name", "user", "-v", "data:/data", "busybox", "sh", "-c", "head -c 5000 /dev/zero > /data/file")).Expect();
        Assert.Equal("user", (await _engine.Cli("ps", "-a", "-f", "volume=data", "--format", "{{.Names}}")).Expect());
        Assert.Equal("data", (await _engine.Cli("ps", "-a", "--format", "{{.Mounts}}")).Expect());
        Assert.Equal("data", (await _engine.Cli("volume", "ls", "-q", "-f", "label=team=a", "-f", "dangling=false")).Expect());
        var usage = (await _engine.Cli("system", "df", "-v")).Expect();
        Assert.Matches(@"data +1 +5kB", usage);
        Assert.Contains("Local Volumes", (await _engine.Cli("system", "df")).Expect());
        (await _engine.Cli("rm", "user")).Expect();
        (await _engine.Cli("volume", "rm", "data")).Expect();
        var events = (await _engine.Cli("events", "--since", "10m", "--until", "0s", "-f", "type=volume", "--format", "{{.Action}}")).Expect();
        Assert.Equal("create\nmount\nunmount\ndestroy", events);
    }

    private Task<CommandResult> Run(params string[] arguments) => _engine.Cli(["run", "--rm", .. arguments]);

    private async Task Build(string name, string dockerfile)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_engine.Folder, "build-" + name)).FullName;
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), dockerfile + "\n");
        (await _engine.Cli("build", "-q", "-t", name, folder)).Expect();
    }

    private IReadOnlyList<string> VolumeMounts() => [.. Leftovers.Mounts(Path.Combine(_engine.State, "volumes"))];

    private IReadOnlyList<string> Staged() => [.. Leftovers.Mounts(Path.Combine(_engine.Run, "mounts"))];
}
