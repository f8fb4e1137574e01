using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The OCI runtime process is killed in the middle of its work.</summary>
public sealed class RuntimeChildTests
{
    [Theory]
    [InlineData("runc")]
    [InlineData("crun")]
    public async Task A_runtime_killed_during_a_start_is_a_fault_and_leaves_nothing_behind(string runtime)
    {
        await using var engine = await Engine.StartNew();
        var interrupted = 0;
        for (var round = 0; round < 20; round++)
        {
            using var run = engine.Begin("run", "--rm", "--runtime", runtime, "--name", $"cut{round}", "busybox", "echo", "whole");
            run.Input.Close();
            var killed = await KillRuntimeOf(engine, runtime, run);
            var result = await run.Finished();
            if (killed && result.ExitCode == 125)
            {
                interrupted++;
                Assert.NotEmpty(result.Error);
            }
            else
            {
                // The kill came before or after the part that counts.
                Assert.Equal("whole\n", result.Output);
            }
        }
        Assert.InRange(interrupted, 1, 20);
        Assert.Equal("hi", (await engine.Cli("run", "--rm", "busybox", "echo", "hi")).Expect());
        await Until.True("no container is left", async () => (await engine.Cli("ps", "-aq")).Text.Length == 0);
        await Until.True("no cgroup is left", () => Leftovers.Cgroups(engine.Folder).Count == 0);
        await Until.True("no mount is left", () => Leftovers.Mounts(engine.Run).Count == 0);
    }

    private static async Task<bool> KillRuntimeOf(Engine engine, string runtime, Command run)
    {
        while (!run.HasExited)
        {
            if (Runtimes(engine, runtime).FirstOrDefault() is var pid and > 0)
            {
                Engine.Kill("KILL", pid);
                return true;
            }
            await Task.Yield();
        }
        return false;
    }

    private static IEnumerable<int> Runtimes(Engine engine, string runtime)
    {
        foreach (var folder in Directory.GetDirectories("/proc").Where(path => char.IsDigit(path[^1])))
        {
            string line;
            try
            {
                line = File.ReadAllText(folder + "/cmdline");
            }
            catch (IOException)
            {
                continue;
            }
            if (line.Split('\0')[0].EndsWith("/" + runtime, StringComparison.Ordinal) && line.Contains(engine.Run, StringComparison.Ordinal) && line.Contains("\0run\0", StringComparison.Ordinal))
                yield return int.Parse(Path.GetFileName(folder));
        }
    }
}
