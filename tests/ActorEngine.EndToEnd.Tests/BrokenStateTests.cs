using ActorEngine.EndToEnd.Tests.Harness;
using System.Net.Sockets;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Damage on disk and on the socket: each has a clear outcome, and nothing else suffers.</summary>
public sealed class BrokenStateTests
{
    [Fact]
    public async Task A_second_daemon_on_the_same_state_says_so_and_ends()
    {
        await using var engine = await Engine.StartNew();
        using var second = new Command(Checkout.Program("actord"), [], engine.EngineEnvironment);
        var result = await second.Finished();
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(engine.State, result.Error);
        Assert.Equal("hi", (await engine.Cli("run", "--rm", "busybox", "echo", "hi")).Expect());
    }

    [Fact]
    public async Task A_stale_socket_is_replaced()
    {
        await using var engine = await Engine.StartNew();
        await engine.KillDaemon();
        Assert.True(File.Exists(engine.Socket));
        await engine.StartDaemon();
        Assert.Equal("hi", (await engine.Cli("run", "--rm", "busybox", "echo", "hi")).Expect());
    }

    [Fact]
    public async Task Garbage_on_the_socket_ends_that_connection_only()
    {
        await using var engine = await Engine.StartNew();
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(engine.Socket));
            var garbage = new byte[random.Next(1, 5000)];
            random.NextBytes(garbage);
            try
            {
                await socket.SendAsync(garbage);
                socket.Shutdown(SocketShutdown.Send);
                var buffer = new byte[4096];
                while (await socket.ReceiveAsync(buffer) > 0) { }
            }
            catch (SocketException)
            {
                // The daemon closed first: as good an answer.
            }
        }
        Assert.Equal("hi", (await engine.Cli("run", "--rm", "busybox", "echo", "hi")).Expect());
    }

    [Fact]
    public async Task A_corrupt_journal_row_kills_that_container_only()
    {
        await using var engine = await Engine.StartNew();
        var bad = (await engine.Cli("create", "--name", "bad", "busybox", "true")).Expect();
        (await engine.Cli("run", "-d", "--name", "good", "busybox", "sleep", "1000")).Expect();
        await engine.StopDaemon();
        Journal.Corrupt(engine.State, "container-" + bad);
        await engine.StartDaemon();
        Assert.Equal("running", await engine.Inspect("good", "{{.State.Status}}"));
        Assert.Equal("dead", await engine.Inspect("bad", "{{.State.Status}}"));
        Assert.Contains("journal", await engine.Inspect("bad", "{{.State.Error}}"));
        (await engine.Cli("rm", "-f", "bad")).Expect();
    }

    [Fact]
    public async Task A_truncated_log_is_read_up_to_the_damage()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "--name", "cut", "busybox", "sh", "-c", "echo one; echo two; echo three")).Expect();
        var log = Path.Combine(await engine.Inspect("cut", "{{.LogPath}}"), "000001.log");
        await using (var file = new FileStream(log, FileMode.Open))
            file.SetLength(file.Length - 3);
        var result = await engine.Cli("logs", "cut");
        Assert.StartsWith("one\ntwo\n", result.Output);
        (await engine.Cli("rm", "cut")).Expect();
    }

    [Fact]
    public async Task What_the_journal_does_not_know_is_swept_and_reported()
    {
        await using var engine = await Engine.StartNew();
        await engine.StopDaemon();
        var stray = Path.Combine(engine.Run, "containers", new string('a', 64));
        Directory.CreateDirectory(stray);
        await engine.StartDaemon();
        await Until.True("the stray directory is gone", () => !Directory.Exists(stray));
        Assert.Contains("aaaaaaaaaaaa", (await engine.Cli("info")).Expect());
    }

    [Fact]
    public async Task A_container_that_fills_the_disk_can_be_stopped_and_removed()
    {
        var disk = Directory.CreateTempSubdirectory("full").FullName;
        (await Command.Run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk)).Expect();
        await using (var engine = await Engine.StartNew(state: Path.Combine(disk, "state")))
        {
            await engine.HasRoom();
            // It goes on writing, so that every byte that becomes free is taken at once.
            for (int i = 0; i < 3; i++)
            {
                (await engine.Cli("run", "-d", "--name", "greedy", "busybox", "sh", "-c", "i=0; while :; do i=$((i+1)); yes | dd of=/f$i bs=64k 2>/dev/null; done")).Expect();
                await Until.True("the disk is full", () => new DriveInfo(disk).AvailableFreeSpace == 0);
                var refused = await engine.Cli("create", "busybox", "true");
                Assert.NotEqual(0, refused.ExitCode);
                Assert.Matches("The disk of .* is full .*system prune", refused.Error);
                (await engine.Cli("stop", "-t", "1", "greedy")).Expect();
                Assert.Equal("137", (await engine.Cli("inspect", "-f", "{{.State.ExitCode}}", "greedy")).Expect());
                (await engine.Cli("rm", "greedy")).Expect();
                await Until.True("there is room again", () => new DriveInfo(disk).AvailableFreeSpace > 2_000_000);
            }
        }

        (await Command.Run("umount", disk)).Expect();
        Directory.Delete(disk);
    }

    [Fact]
    public async Task A_full_disk_is_a_clear_fault_and_loses_nothing()
    {
        var disk = Directory.CreateTempSubdirectory("full").FullName;
        (await Command.Run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk)).Expect();
        await using (var engine = await Engine.StartNew(state: Path.Combine(disk, "state")))
        {
            (await engine.Cli("run", "-d", "--name", "before", "busybox", "sh", "-c", "while [ ! -e /stop ]; do sleep 0.05; done; exit 8")).Expect();
            var filler = Path.Combine(disk, "filler");
            (await Command.Run("dd", "if=/dev/zero", "of=" + filler, "bs=1M", "count=100")).Expect(1);
            var refused = await engine.Cli("create", "--name", "during", "busybox", "true");
            Assert.NotEqual(0, refused.ExitCode);
            Assert.Contains("full", refused.Error, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("before", (await engine.Cli("ps")).Expect());
            (await engine.Cli("exec", "before", "true")).Expect();
            File.Delete(filler);
            (await engine.Cli("exec", "-d", "before", "touch", "/stop")).Expect();
            Assert.Equal("8", (await engine.Cli("wait", "before")).Expect());
            await Until.True("commands are taken again", async () => (await engine.Cli("run", "--rm", "busybox", "true")).ExitCode == 0);
        }
        (await Command.Run("umount", disk)).Expect();
        Directory.Delete(disk);
    }
}
