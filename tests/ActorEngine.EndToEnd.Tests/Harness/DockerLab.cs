namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A Docker daemon of the test's own, without networks, that holds the image busybox.</summary>
internal sealed class DockerLab : IAsyncDisposable
{
    private readonly Command _daemon;
    private readonly string _folder;

    private DockerLab(Command daemon, string folder) => (_daemon, _folder) = (daemon, folder);

    public static async Task<DockerLab> Start()
    {
        string folder = Directory.CreateTempSubdirectory("actorengine-docker-").FullName;
        var daemon = new Command("dockerd", ["--data-root", folder + "/data", "--exec-root", folder + "/run", "--pidfile", folder + "/pid", "-H", $"unix://{folder}/sock",
            "--bridge=none", "--iptables=false", "--ip6tables=false"]);
        daemon.Input.Close();
        var lab = new DockerLab(daemon, folder);
        await Until.True("dockerd answers; it said: " + daemon.Error, async () => (await lab.Cli("info")).ExitCode == 0, 60);
        (await lab.Cli("import", await StarterImage.Tar(), "busybox:latest")).Expect();
        return lab;
    }

    public async Task<CommandResult> Cli(params string[] arguments)
    {
        using var command = new Command("docker", ["-H", $"unix://{_folder}/sock", .. arguments]);
        command.Input.Close();
        return await command.Finished(240);
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Kill("TERM", _daemon.Pid);
        await _daemon.Finished();
        _daemon.Dispose();
        foreach (string mount in Leftovers.Mounts(_folder))
            await Command.Run("umount", "-l", mount);
        Directory.Delete(_folder, recursive: true);
    }
}
