using ActorEngine.EndToEnd.Tests.Harness;
using Microsoft.Data.Sqlite;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>What builds leave behind when they end early, when the disk is full and when there are many.</summary>
public sealed class BuildRobustnessTests
{
    private const string Slow = "FROM busybox AS a\nRUN echo kept > /kept\nRUN --mount=type=cache,target=/c --mount=type=secret,id=s --mount=type=bind,source=.,target=/b,rw sleep 1000\n";

    [Fact]
    public async Task A_daemon_that_is_killed_leaves_nothing_of_a_build_but_its_cache() => await Engine.Use(async engine =>
    {
        using var folder = new BuildFolder(engine);
        folder.Write("Dockerfile", Slow);
        // As a terminal starts it: tests that run in the background hand on that SIGINT is ignored.
        using (var build = new Command("env", ["--default-signal=INT", Checkout.Program("actorctl"), "build", "--secret", "id=s,src=" + folder["Dockerfile"], folder.Path], engine.EngineEnvironment))
        {
            await Running(engine);
            await engine.KillDaemon();
        }

        await engine.StartDaemon();
        await NothingIsLeft(engine);
        // What its finished steps made serves the next.
        Assert.Single((await folder.Built("FROM busybox AS a\nRUN echo kept > /kept\n")).Split('\n'), line => line.EndsWith(" CACHED", StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_command_that_is_killed_leaves_nothing_of_its_build_but_its_cache(string signal) => await Engine.Use(async engine =>
    {
        using var folder = new BuildFolder(engine);
        folder.Write("Dockerfile", Slow);
        // As a terminal starts it: tests that run in the background hand on that SIGINT is ignored.
        using (var build = new Command("env", ["--default-signal=INT", Checkout.Program("actorctl"), "build", "--secret", "id=s,src=" + folder["Dockerfile"], folder.Path], engine.EngineEnvironment))
        {
            await Running(engine);
            Engine.Kill(signal, build.Pid);
            await build.Finished();
        }

        await NothingIsLeft(engine);
        Assert.Single((await folder.Built("FROM busybox AS a\nRUN echo kept > /kept\n")).Split('\n'), line => line.EndsWith(" CACHED", StringComparison.Ordinal));
        Assert.DoesNotContain("BuildActor", (await engine.Cli("tree")).Expect());
    });

    [Fact]
    public async Task A_full_disk_is_a_clear_error_and_builds_go_on_when_there_is_room()
    {
        string disk = Directory.CreateTempSubdirectory("full").FullName;
        (await Command.Run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk)).Expect();
        await using (var engine = await Engine.StartNew(state: Path.Combine(disk, "state")))
        {
            await engine.HasRoom();
            using var folder = new BuildFolder(engine);
            var inside = await folder.Build("FROM busybox\nRUN dd if=/dev/zero of=/big bs=1M count=200\n");
            Assert.NotEqual(0, inside.ExitCode);
            Assert.Contains("No space left on device", inside.Error);
            Assert.Contains("Dockerfile:2", inside.Error);
            (await Command.Run("truncate", "-s", "200M", folder["sparse"])).Expect();
            var copied = await folder.Build("FROM busybox\nCOPY sparse /big\n");
            Assert.NotEqual(0, copied.ExitCode);
            Assert.Matches("(?i)no space left on device|disk.*full|full.*disk", copied.Error);
            await NothingIsLeft(engine);
            await Until.True("there is room again", async () => (await folder.Build("FROM busybox\nRUN echo room > /x\n")).ExitCode == 0);
        }

        (await Command.Run("umount", disk)).Expect();
        Directory.Delete(disk);
    }

    [Fact]
    public async Task Several_builds_run_at_once_and_share_what_they_make() => await Engine.Use(async engine =>
    {
        BuildFolder[] folders = [.. Enumerable.Range(0, 6).Select(_ => new BuildFolder(engine))];
        string[] said = await Task.WhenAll(folders.Select((folder, i) => folder.Built($"FROM busybox\nRUN echo common > /common\nRUN echo {i} > /own\nCMD cat /common /own\n", "-t", $"parallel:{i}")));
        for (int i = 0; i < said.Length; i++) Assert.Equal($"common\n{i}", (await engine.Cli("run", "--rm", $"parallel:{i}")).Expect());
        foreach (BuildFolder folder in folders) folder.Dispose();
        await NothingIsLeft(engine);
    });

    [Fact]
    public async Task A_context_that_cannot_be_read_ends_the_build() => await Engine.Use(async engine =>
    {
        using var folder = new BuildFolder(engine);
        folder.Write("Dockerfile", "FROM busybox\nCOPY . /x\n");
        folder.Write("locked", "");
        File.SetUnixFileMode(folder["locked"], UnixFileMode.None);
        // As somebody who may not read everything.
        using var build = new Command("setpriv", ["--bounding-set", "-dac_override,-dac_read_search", Checkout.Program("actorctl"), "build", folder.Path], engine.EngineEnvironment);
        var result = await build.Finished(60);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("denied", result.Error);
        await NothingIsLeft(engine);
    });

    private static Task Running(Engine engine) =>
        Until.True("the step runs", async () => (await engine.Cli("ps", "-q", "--filter", "label=actorengine.build", "--filter", "status=running")).Text.Length > 0 && (await engine.Cli("ps", "--no-trunc", "--filter", "label=actorengine.build")).Text.Contains("sleep 1000"));

    // No container, mount, directory, secret or snapshot; and no lease but the cache's own.
    private static async Task NothingIsLeft(Engine engine)
    {
        await Until.True("the step's containers are gone", async () => (await engine.Cli("ps", "-aq", "--filter", "label=actorengine.build")).Text.Length == 0);
        await Until.True("its directories are gone", () => Empty(Path.Combine(engine.State, "builder", "builds")) && Empty(Path.Combine(engine.Run, "build")));
        await Until.True("its snapshots are gone", () => Empty(Path.Combine(engine.State, "images", "snapshots")));
        Assert.Empty(Leftovers.Mounts(engine.Folder));
        await Until.True("one lease is left", () => Leases(engine).All(name => name.StartsWith("build-cache-", StringComparison.Ordinal)) && Leases(engine).Count == 1);
    }

    private static bool Empty(string folder) => !Directory.Exists(folder) || Directory.GetFileSystemEntries(folder).Length == 0;

    private static List<string> Leases(Engine engine)
    {
        using var store = new SqliteConnection($"Data Source={Path.Combine(engine.State, "images", "store.db")};Mode=ReadOnly;Pooling=False");
        store.Open();
        using SqliteCommand command = store.CreateCommand();
        command.CommandText = "SELECT name FROM leases";
        using SqliteDataReader row = command.ExecuteReader();
        List<string> names = [];
        while (row.Read()) names.Add(row.GetString(0));
        return names;
    }
}
