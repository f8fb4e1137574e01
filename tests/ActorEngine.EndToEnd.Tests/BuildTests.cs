using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Builds with real containers.</summary>
public sealed class BuildTests(SharedEngine shared) : IClassFixture<SharedEngine>, IDisposable
{
    private readonly Engine _engine = shared.Engine;
    private readonly string _folder = Directory.CreateTempSubdirectory("build-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_image_is_built_and_runs()
    {
        Write("a", "from the context\n");
        (await Build("FROM busybox\nRUN echo from the run > /x\nCOPY a /a\nCMD [\"cat\", \"/a\", \"/x\"]\n", "-t", "first")).Expect();
        Assert.Equal("from the context\nfrom the run", (await _engine.Cli("run", "--rm", "first")).Expect());
    }

    [Fact]
    public async Task The_same_build_again_does_nothing_and_gives_the_same_image()
    {
        const string File = "FROM busybox\nENV A=1\nWORKDIR /w\nRUN date > now\n";
        string first = (await Build(File, "-q")).Expect();
        Assert.Equal(first, (await Build(File, "-q")).Expect());
        Assert.Equal(2, (await Build(File)).Error.Split('\n').Count(line => line.EndsWith(" CACHED", StringComparison.Ordinal)));
        Assert.NotEqual(first, (await Build(File, "-q", "--no-cache")).Expect());
    }

    [Fact]
    public async Task Stages_that_are_not_needed_do_not_run()
    {
        (await Build("FROM busybox AS broken\nRUN false\nFROM busybox AS good\nRUN echo hi > /x\nFROM scratch\nCOPY --from=good /x /x\n", "-t", "pruned")).Expect();
        Assert.NotEqual(0, (await Build("FROM busybox AS broken\nRUN false\nFROM busybox\n", "--target", "broken")).ExitCode);
    }

    [Fact]
    public async Task A_run_that_fails_is_told_with_its_place_and_its_last_words()
    {
        var result = await Build("FROM busybox\n\nRUN echo last words; exit 3\n");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Dockerfile:3: process \"/bin/sh -c echo last words; exit 3\" did not complete successfully: exit code: 3", result.Error);
        Assert.Contains("3 | RUN echo last words; exit 3", result.Error);
        Assert.Contains("last words\n------", result.Error);
    }

    [Fact]
    public async Task Mounts_are_in_no_layer()
    {
        Write("secret", "swordfish");
        Write("file", "context");
        string tar = Path.Combine(_folder, "out.tar");
        (await Build("""
            FROM busybox
            RUN --mount=type=secret,id=key,target=/deep/er/key --mount=type=secret,id=key,env=KEY test -n "$KEY" && test "$(cat /deep/er/key)" = "$KEY"
            RUN --mount=type=cache,target=/cache --mount=type=tmpfs,target=/scratch --mount=target=/context touch /cache/kept /scratch/gone; cat /context/file > /copied
            RUN --mount=type=cache,target=/cache test -f /cache/kept && test ! -e /scratch && test ! -e /context && test ! -e /deep
            """, "--secret", $"id=key,src={Path.Combine(_folder, "secret")}", "-o", $"type=tar,dest={tar}")).Expect();
        List<string> names = [];
        await using (FileStream file = File.OpenRead(tar))
        await using (var reader = new System.Formats.Tar.TarReader(file))
            while (await reader.GetNextEntryAsync() is { } entry) names.Add(entry.Name.TrimEnd('/').TrimStart('.', '/'));
        Assert.Contains("copied", names);
        Assert.DoesNotContain(names, name => name.StartsWith("cache", StringComparison.Ordinal) || name.StartsWith("deep", StringComparison.Ordinal) || name.StartsWith("context", StringComparison.Ordinal));
        Assert.Equal("", (await Grep("swordfish")).Text);
    }

    [Fact]
    public async Task Limits_hold_for_run_instructions()
    {
        string told = (await Build("FROM busybox\nRUN ulimit -n; df -k /dev/shm | tail -1 | awk '{ print $2 }'; cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null; true\n",
            "--no-cache", "--ulimit", "nofile=321:321", "--shm-size", "8m", "--memory", "64m", "--rm", "--progress", "plain")).Error;
        Assert.Contains(" 321\n", told);
        Assert.Contains(" 8192\n", told);
        Assert.Contains(" 67108864\n", told);
        Assert.Contains("Minimum memory limit allowed is 6MB", (await Build("FROM busybox\nRUN echo never\n", "--no-cache", "--memory", "5m")).Error);
    }

    [Fact]
    public async Task Dockerignore_holds_for_directories_and_archives()
    {
        Write(".dockerignore", "*.log\n!keep.log\n");
        foreach (string name in (string[])["a", "drop.log", "keep.log"]) Write(name, name);
        const string File = "FROM busybox\nCOPY . /c\nRUN ls /c\n";
        var direct = await Build(File, "--no-cache");
        Assert.Contains("keep.log", direct.Expect() + direct.Error);
        Assert.DoesNotContain("drop.log", direct.Error);
        string tar = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".tar");
        await using (FileStream archive = System.IO.File.Create(tar))
        await using (var writer = new System.Formats.Tar.TarWriter(archive))
            foreach (string path in Directory.EnumerateFiles(_folder)) await writer.WriteEntryAsync(path, Path.GetFileName(path));
        try
        {
            var packed = await _engine.Cli("build", "--no-cache", tar);
            Assert.Equal(0, packed.ExitCode);
            Assert.DoesNotContain("drop.log", packed.Error);
        }
        finally
        {
            System.IO.File.Delete(tar);
        }
    }

    [Fact]
    public async Task Two_builds_under_SOURCE_DATE_EPOCH_give_one_digest()
    {
        Write("a", "x");
        string[] arguments = ["--build-arg", "SOURCE_DATE_EPOCH=1700000000", "--no-cache", "-q"];
        const string File = "FROM busybox\nRUN date > /dev/null; echo hi > /x\nCOPY a /dir/a\nWORKDIR /w\n";
        Assert.Equal((await Build(File, arguments)).Expect(), (await Build(File, arguments)).Expect());
    }

    [Fact]
    public async Task A_stage_that_changed_without_changing_its_files_makes_nothing_after_it_anew()
    {
        const string File = "FROM busybox AS a\nARG V\nRUN echo $V > /v; echo same > /same\nFROM busybox\nCOPY --from=a /same /same\nRUN date > /d\n";
        string first = (await Build(File, "-q", "--build-arg", "V=1")).Expect();
        Assert.Equal(first, (await Build(File, "-q", "--build-arg", "V=2")).Expect());
    }

    [Fact]
    public async Task A_build_that_is_killed_leaves_nothing_behind() => await Engine.Use(async engine =>
    {
        Write("Dockerfile", "FROM busybox\nRUN sleep 1000\n");
        using (var build = engine.Begin("build", _folder))
        {
            await Until.True("the step runs", async () => (await engine.Cli("ps", "-q", "--filter", "label=actorengine.build")).Text.Length > 0);
            Assert.Equal("", (await engine.Cli("ps", "-q")).Expect());
            await engine.KillDaemon();
        }

        await engine.StartDaemon();
        await Until.True("the step's container is gone", async () => (await engine.Cli("ps", "-aq", "--filter", "label=actorengine.build")).Text.Length == 0);
        Assert.False(Directory.Exists(Path.Combine(engine.State, "builder", "builds")));
        Assert.DoesNotContain(engine.State, await File.ReadAllTextAsync("/proc/self/mountinfo"));
    });

    [Fact]
    public async Task A_client_that_goes_away_ends_its_build()
    {
        Write("Dockerfile", "FROM busybox\nRUN sleep 1001\n");
        using (var build = _engine.Begin("build", _folder))
        {
            await Until.True("the step runs", async () => (await _engine.Cli("ps", "-q", "--filter", "label=actorengine.build")).Text.Length > 0);
            Engine.Kill("KILL", build.Pid);
        }

        await Until.True("the step's container is gone", async () => (await _engine.Cli("ps", "-aq", "--filter", "label=actorengine.build")).Text.Length == 0);
    }

    private async Task<CommandResult> Build(string dockerfile, params string[] arguments)
    {
        Write("Dockerfile", dockerfile);
        return await _engine.Cli(["build", .. arguments, _folder]);
    }

    // The secret's text in the state that outlives a build.
    private async Task<CommandResult> Grep(string text)
    {
        using var grep = new Command("grep", ["-rlF", text, Path.Combine(_engine.State, "images"), Path.Combine(_engine.State, "builder"), Path.Combine(_engine.State, "journal.db")], new Dictionary<string, string>());
        grep.Input.Close();
        return await grep.Finished(60);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
