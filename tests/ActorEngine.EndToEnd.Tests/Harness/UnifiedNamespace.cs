namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A mount namespace in which /sys/fs/cgroup is nothing but a fresh cgroup2 mount; it lives as long as this object.</summary>
internal sealed class UnifiedNamespace : IDisposable
{
    private readonly Command _holder;

    private UnifiedNamespace(Command holder) => _holder = holder;

    /// <summary>Put in front of a command line, it runs the command in the namespace.</summary>
    public string[] Wrapper => ["nsenter", "--mount", "--target", _holder.Pid.ToString()];

    public static async Task<UnifiedNamespace> Create()
    {
        var holder = new Command("unshare", ["--mount", "--propagation", "private", "sh", "-c",
            "umount -l /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup && echo ready && exec cat"]);
        await Until.True("the mount namespace is ready: " + holder.Error, () => holder.Output.StartsWith("ready", StringComparison.Ordinal));
        return new UnifiedNamespace(holder);
    }

    public void Dispose()
    {
        _holder.Kill();
        _holder.Dispose();
    }
}
