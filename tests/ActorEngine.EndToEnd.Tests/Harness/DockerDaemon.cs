namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A Docker daemon of a test's own, without networks, to exchange images with.</summary>
internal sealed class DockerDaemon : IAsyncDisposable
{
    private static int _count;
    private readonly Command _daemon;

    private DockerDaemon(string folder, Command daemon) => (Folder, _daemon) = (folder, daemon);

    public string Folder { get; }

    private string Address => "unix://" + Path.Combine(Folder, "sock");

    public static async Task<DockerDaemon> Start()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"actorengine-docker-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        Directory.CreateDirectory(folder);
        var daemon = new Command("dockerd",
        [
            "--data-root", Path.Combine(folder, "data"), "--exec-root", Path.Combine(folder, "run"), "--pidfile", Path.Combine(folder, "pid"), "-H", "unix://" + Path.Combine(folder, "sock"),
            "--bridge=none", "--iptables=false", "--ip6tables=false",
        ]);
        var started = new DockerDaemon(folder, daemon);
        await Until.True("dockerd answers", async () =>
        {
            if (daemon.HasExited) throw new InvalidOperationException("dockerd ended at its start:\n" + daemon.Error);
            return (await started.Cli("version")).ExitCode == 0;
        }, 60);
        return started;
    }

    public async Task<CommandResult> Cli(params string[] arguments)
    {
        // Its own builder: the other one is a plugin that is not installed everywhere.
        using var command = new Command("docker", ["-H", Address, .. arguments], new Dictionary<string, string> { ["DOCKER_BUILDKIT"] = "0" });
        command.Input.Close();
        return await command.Finished(120);
    }

    /// <summary>Id and diff ids of an image.</summary>
    public async Task<string> Identity(string image) => (await Cli("inspect", "-f", "{{.Id}} {{json .RootFS.Layers}}", image)).Expect();

    public async ValueTask DisposeAsync()
    {
        Engine.Kill("TERM", _daemon.Pid);
        await _daemon.Finished();
        _daemon.Dispose();
        foreach (string mount in Leftovers.Mounts(Folder)) await Command.Run("umount", "-l", mount);
        Directory.Delete(Folder, recursive: true);
    }
}
