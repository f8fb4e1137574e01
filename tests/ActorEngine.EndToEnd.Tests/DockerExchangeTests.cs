using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Images between the engine, Docker, skopeo and umoci: the same configuration and the same layers on every side.</summary>
public sealed class DockerExchangeTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private readonly Engine _engine = shared.Engine;

    [Fact]
    public async Task What_the_engine_saves_Docker_loads_and_gives_back_as_it_was()
    {
        await using DockerDaemon docker = await DockerDaemon.Start();
        await Build("built:1", "FROM busybox\nENV A=\"b c\"\nLABEL l=1\nRUN echo one > /one && rm /etc/shadow && mkdir /empty && ln -s one /link\nCOPY --chown=7:8 Dockerfile /copied\nUSER 7\nWORKDIR /empty\nEXPOSE 80/udp\nVOLUME /v\nENTRYPOINT [\"cat\"]\nCMD [\"/one\"]\n");
        (await _engine.Cli("run", "--name", "made", "--entrypoint", "", "-u", "0", "built:1", "sh", "-c", "rm /link; echo two > /two")).Expect();
        (await _engine.Cli("commit", "made", "committed:1")).Expect();
        (await _engine.Cli("rm", "made")).Expect();
        foreach (string image in (string[])["built:1", "committed:1"])
        {
            string archive = Path.Combine(docker.Folder, "ours.tar"), back = Path.Combine(docker.Folder, "back.tar"), identity = await Identity(image);
            (await _engine.Cli("save", "-o", archive, image)).Expect();
            (await docker.Cli("load", "-i", archive)).Expect();
            Assert.Equal(identity, await docker.Identity(image));
            Assert.Equal("b c", (await docker.Cli("run", "--rm", "--network", "none", "--entrypoint", "/bin/sh", image, "-c", "echo $A")).Expect());
            Assert.Equal("7:8", (await docker.Cli("run", "--rm", "--network", "none", "--entrypoint", "/bin/sh", image, "-c", "stat -c %u:%g /copied")).Expect());
            Assert.NotEqual(0, (await docker.Cli("run", "--rm", "--network", "none", "--entrypoint", "/bin/sh", image, "-c", "test -e /etc/shadow")).ExitCode);
            (await docker.Cli("save", "-o", back, image)).Expect();
            (await _engine.Cli("rmi", "-f", image)).Expect();
            (await _engine.Cli("load", "-i", back)).Expect();
            Assert.Equal(identity, await Identity(image));
        }

        Assert.Equal("one", (await _engine.Cli("run", "--rm", "built:1")).Expect());
    }

    [Fact]
    public async Task What_Docker_makes_the_engine_loads_and_runs()
    {
        await using DockerDaemon docker = await DockerDaemon.Start();
        string context = Path.Combine(docker.Folder, "context"), archive = Path.Combine(docker.Folder, "theirs.tar");
        Directory.CreateDirectory(context);
        File.Copy("/bin/busybox", Path.Combine(context, "busybox"));
        File.SetUnixFileMode(Path.Combine(context, "busybox"), (UnixFileMode)0x1ED);
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), "FROM scratch\nCOPY busybox /bin/busybox\nCOPY Dockerfile /d\nENV A=b\nHEALTHCHECK --interval=9s CMD [\"/bin/busybox\", \"true\"]\nENTRYPOINT [\"/bin/busybox\"]\nCMD [\"head\", \"-1\", \"/d\"]\n");
        (await docker.Cli("build", "-q", "-t", "theirs:1", "--network", "none", context)).Expect();
        string identity = await docker.Identity("theirs:1");
        (await docker.Cli("save", "-o", archive, "theirs:1")).Expect();
        (await _engine.Cli("load", "-i", archive)).Expect();
        Assert.Equal(identity, await Identity("theirs:1"));
        Assert.Equal("FROM scratch", (await _engine.Cli("run", "--rm", "theirs:1")).Expect());
        const string settings = "{{json .Config.Env}} {{json .Config.Cmd}} {{json .Config.Entrypoint}} {{json .Config.Healthcheck.Test}} {{.Config.Healthcheck.Interval}}";
        Assert.Equal((await docker.Cli("inspect", "-f", settings, "theirs:1")).Expect(), (await _engine.Cli("inspect", "--type", "image", "-f", settings, "theirs:1")).Expect());

        // The same by way of an OCI layout that skopeo makes of Docker's archive and umoci reads.
        string layout = Path.Combine(docker.Folder, "layout");
        (await Command.Run("skopeo", "copy", "--quiet", $"docker-archive:{archive}", $"oci:{layout}:theirs:1")).Expect();
        (await Command.Run("skopeo", "copy", "--quiet", $"docker-archive:{archive}", $"oci:{layout}:read")).Expect();
        (await Command.Run("umoci", "stat", "--image", $"{layout}:read")).Expect();
        (await _engine.Cli("rmi", "theirs:1")).Expect();
        (await Command.Run("tar", "-C", layout, "-cf", archive, ".")).Expect();
        (await _engine.Cli("load", "-i", archive)).Expect();
        Assert.Equal(identity[(identity.IndexOf(' ') + 1)..], (await _engine.Cli("inspect", "--type", "image", "-f", "{{json .RootFS.Layers}}", "theirs:1")).Expect());
    }

    [Fact]
    public async Task What_Docker_exports_the_engine_imports_and_the_other_way_round()
    {
        await using DockerDaemon docker = await DockerDaemon.Start();
        string ours = Path.Combine(docker.Folder, "ours.tar"), theirs = Path.Combine(docker.Folder, "theirs.tar");
        (await _engine.Cli("create", "--name", "exported", "busybox", "true")).Expect();
        (await _engine.Cli("export", "-o", ours, "exported")).Expect();
        (await _engine.Cli("rm", "exported")).Expect();
        (await docker.Cli("import", ours, "ours:1")).Expect();
        Assert.Equal("hi", (await docker.Cli("run", "--rm", "--network", "none", "ours:1", "/bin/echo", "hi")).Expect());
        (await docker.Cli("create", "--name", "exported", "ours:1", "/bin/sh")).Expect();
        (await docker.Cli("export", "-o", theirs, "exported")).Expect();
        (await _engine.Cli("import", theirs, "theirs-exported:1")).Expect();
        Assert.Equal("hi", (await _engine.Cli("run", "--rm", "theirs-exported:1", "echo", "hi")).Expect());
    }

    private async Task<string> Identity(string image) => (await _engine.Cli("inspect", "--type", "image", "-f", "{{.Id}} {{json .RootFS.Layers}}", image)).Expect();

    private async Task Build(string image, string dockerfile)
    {
        string context = Path.Combine(_engine.Folder, image.Replace(':', '-'));
        Directory.CreateDirectory(context);
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), dockerfile);
        (await _engine.Cli("build", "-q", "-t", image, context)).Expect();
    }
}
