using ActorEngine.Contracts;

namespace ActorEngine.Gateway.Tests.Containers;

/// <summary>Containers as the engine tells of them.</summary>
internal static class Inspections
{
    public static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly ContainerId Id = new(new string('a', 64));

    private static readonly ContainerNetwork Bridge = new()
    {
        Network = "bridge", NetworkId = new NetworkId(new string('b', 64)), Interface = "eth0", Address = "172.17.0.2", PrefixLength = 16, Gateway = "172.17.0.1", MacAddress = "02:42:ac:11:00:02",
    };

    private static readonly ContainerNetwork Back = Bridge with { Network = "back", NetworkId = new NetworkId(new string('c', 64)), Interface = "eth1", Address = "10.5.0.9", PrefixLength = 24, Gateway = "10.5.0.1", MacAddress = "02:42:0a:05:00:09", Aliases = ["w"], Asked = new EndpointSettings { Address = "10.5.0.9", Aliases = ["w"] } };

    private static readonly MountPoint Data = new(MountKind.Volume, "/c") { Name = "data", Source = "/var/lib/volumes/data", Driver = "local", Mode = "nocopy" };

    /// <summary>It runs, in two networks.</summary>
    public static ContainerInspection Running => new()
    {
        Id = Id,
        Name = "web",
        CreatedAt = Time,
        Arguments = ["/bin/sh", "-c", "true"],
        State = new ContainerStateInfo { Status = ContainerStatus.Running, Pid = 42, StartedAt = Time.AddSeconds(1), Health = new ContainerHealth { Status = HealthStatus.Healthy, Log = [new HealthResult(Time, Time.AddSeconds(1), 0, "ok")] } },
        ImageId = new Digest("sha256:" + new string('d', 64)),
        Settings = Bodies.Settings("""
            {"Image":"busybox","Tty":false,"AttachStdout":true,"Env":["A=1"],"Cmd":["-c","true"],"Entrypoint":["/bin/sh"],"Labels":{"a":"1"},"Volumes":{"/anonymous":{}},"StopTimeout":3,
             "Healthcheck":{"Test":["CMD","true"],"StartInterval":1000000000},
             "HostConfig":{"NetworkMode":"bridge","Binds":["data:/c:nocopy"],"Mounts":[{"Type":"tmpfs","Target":"/t","TmpfsOptions":{"Mode":448}}],"Memory":67108864,"RestartPolicy":{"Name":"always"},"PortBindings":{"80/tcp":[{"HostPort":"8080"}]}},
             "NetworkingConfig":{"EndpointsConfig":{"bridge":{},"back":{"Aliases":["w"],"IPAMConfig":{"IPv4Address":"10.5.0.9"}}}}}
            """),
        ImageConfiguration = new ImageConfiguration { Environment = ["PATH=/bin"], Command = ["sh"], Volumes = ["/of-image"] },
        Runtime = "runc",
        RestartCount = 1,
        LogPath = "/var/lib/log",
        RootPath = "/var/lib/rootfs",
        CgroupPath = "/engine/a",
        HostsPath = "/var/lib/hosts",
        HostnamePath = "/var/lib/hostname",
        ResolvConfPath = "/var/lib/resolv.conf",
        MaskedPaths = ["/proc/acpi"],
        ReadOnlyPaths = ["/proc/sys"],
        Mounts = [Data],
        Networks = [Bridge, Back],
        Ports = [new PublishedPort("0.0.0.0", 8080, 80, "tcp"), new PublishedPort("", 0, 443, "tcp")],
        NetworkNamespacePath = "/run/netns/a",
        Execs = [new ExecId(new string('e', 64))],
        ActorPath = "/user/engine/lifecycle/container-a",
    };

    /// <summary>The same as a row of the list.</summary>
    public static ContainerSummary Row => new()
    {
        Id = Id,
        Name = "web",
        Image = "busybox",
        ImageId = new Digest("sha256:" + new string('d', 64)),
        Command = "/bin/sh -c true",
        Status = ContainerStatus.Running,
        CreatedAt = Time,
        StartedAt = Time.AddSeconds(1),
        Labels = new Dictionary<string, string> { ["a"] = "1" },
        Network = "bridge",
        Ports = [new PublishedPort("0.0.0.0", 8080, 80, "tcp"), new PublishedPort("", 0, 443, "tcp")],
        Health = HealthStatus.Healthy,
        Details = new ContainerDetails { Networks = [Bridge, Back], Mounts = [Data], Annotations = new Dictionary<string, string> { ["note"] = "1" }, FailingStreak = 0 },
    };

    /// <summary>What the kernel counted.</summary>
    public static KernelCounters Counters => new()
    {
        Time = Time, CgroupVersion = 1, CpuNanoseconds = 3_000_000_000, CpuUserNanoseconds = 2_000_000_000, CpuKernelNanoseconds = 1_000_000_000, PerCpuNanoseconds = [1_000_000_000, 2_000_000_000],
        Periods = 5, ThrottledPeriods = 2, ThrottledNanoseconds = 700, HostCpuNanoseconds = 90_000_000_000, HostCpus = 2, MemoryBytes = 1_048_576, MemoryMaximumBytes = 2_097_152, MemoryFailures = 1,
        MemoryLimit = 67_108_864, Memory = new Dictionary<string, long> { ["cache"] = 4096, ["total_inactive_file"] = 2048 }, Pids = 3, PidsLimit = 0,
        BlockBytes = [new BlockCounter(8, 0, "Read", 4096)], BlockOperations = [new BlockCounter(8, 0, "Read", 1)],
        Interfaces = [new InterfaceCounters("eth0") { ReceivedBytes = 10, ReceivedPackets = 1, SentBytes = 20, SentPackets = 2 }],
    };
}
