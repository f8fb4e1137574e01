using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Every system call of this kernel, called in a plain container of ours and in one of Docker's.</summary>
public sealed class SystemCallTests
{
    [Fact]
    public async Task The_default_filter_allows_and_refuses_what_dockers_does()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("probe");
        string source = Path.Combine(Checkout.Root, "tests/ActorEngine.EndToEnd.Tests/Probes/syscalls.c"), probe = Path.Combine(folder.FullName, "probe");
        (await Command.Run("clang", "-O1", "-static", "-o", probe, source)).Expect();
        await using var docker = await DockerLab.Start();
        await using var engine = await Engine.StartNew();
        string[] theirs = (await docker.Cli("run", "--rm", "--network", "none", "-v", probe + ":/probe:ro", "busybox", "/probe")).Expect().Split('\n');
        Assert.True(theirs.Length > 2000, $"{theirs.Length} lines");
        foreach (string runtime in (string[])["crun", "runc"])
        {
            using Command run = engine.Begin("run", "--rm", "--runtime", runtime, "-v", probe + ":/probe:ro", "busybox", "/probe");
            run.Input.Close();
            string[] ours = (await run.Finished(240)).Expect().Split('\n');
            Assert.Equal(theirs.Length, ours.Length);
            Assert.Equal("", string.Join('\n', theirs.Zip(ours).Where(pair => pair.First != pair.Second).Select(pair => $"Docker: {pair.First}, {runtime}: {pair.Second}")));
        }

        // Without a filter it is not the same, or the probe shows nothing.
        using Command open = engine.Begin("run", "--rm", "--security-opt", "seccomp=unconfined", "-v", probe + ":/probe:ro", "busybox", "/probe");
        open.Input.Close();
        Assert.NotEqual(theirs, (await open.Finished(240)).Expect().Split('\n'));
        folder.Delete(recursive: true);
    }
}
