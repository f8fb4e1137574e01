namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A mount namespace in which /sys/fs/cgroup is nothing but a fresh cgroup2 mount; it lives as long as this object.</summary>
internal sealed class UnifiedNamespace : IDisposable
{
    private readonly Command _holder;

    private UnifiedNamespace(Command holder) => _holder = holder;

    /// <summary>Put in front of a command line, it runs the command in the namespace.</summary>
    public string[] Wrapper => ["nsenter", "--mount", "--target", _holder.Pid.ToString()];

    public static Task<UnifiedNamespace> Create() => Create("umount -l /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup");

    /// <summary>The opposite: on a hybrid host, one in which only the version 1 hierarchies are left.</summary>
    public static Task<UnifiedNamespace> CreateVersion1() => Create("umount -l /sys/fs/cgroup/unified");

    /// <summary>A namespace that a shell command prepares.</summary>
    public static async Task<UnifiedNamespace> Create(string preparation)
    {
        var holder = new Command("unshare", ["--mount", "--propagation", "private", "sh", "-c", preparation + " && echo ready && exec cat"]);
        await Until.True("the mount namespace is ready: " + holder.Error, () => holder.Output.StartsWith("ready", StringComparison.Ordinal));
        return new UnifiedNamespace(holder);
    }

    public void Dispose()
    {
        _holder.Kill();
        _holder.Dispose();
    }
}
