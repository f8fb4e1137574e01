using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The programs are replaced by other files while containers run.</summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task A_replaced_daemon_takes_over_running_containers()
    {
        var bin = Directory.CreateTempSubdirectory("bin").FullName;
        (await Command.Run("cp", "-a", Checkout.Bin + "/.", bin)).Expect();
        await using (var engine = await Engine.StartNew(bin))
        {
            (await engine.Cli("run", "-d", "--name", "old", "busybox", "sh", "-c", "echo before; while [ ! -e /stop ]; do sleep 0.05; done; echo after; exit 12")).Expect();
            foreach (var file in Directory.GetFiles(bin))
            {
                File.Copy(file, file + ".new");
                File.Move(file + ".new", file, overwrite: true);
            }
            await engine.StopDaemon();
            await engine.StartDaemon();
            Assert.Equal("running", await engine.Inspect("old", "{{.State.Status}}"));
            (await engine.Cli("exec", "old", "touch", "/stop")).Expect();
            Assert.Equal("12", (await engine.Cli("wait", "old")).Expect());
            Assert.Equal("before\nafter", (await engine.Cli("logs", "old")).Expect());
        }
        Directory.Delete(bin, recursive: true);
    }
}
