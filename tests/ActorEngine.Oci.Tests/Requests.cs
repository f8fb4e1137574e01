using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci.Tests;

/// <summary>Requests over a made-up host, so that results are the same on every machine.</summary>
internal static class Requests
{
    public static readonly ContainerId Id = new(string.Concat(Enumerable.Repeat("0123456789abcdef", 4)));

    public static readonly HostFacts Hybrid = new()
    {
        Cgroups = new CgroupLayout(CgroupMode.Hybrid, "/sys/fs/cgroup/unified", new Dictionary<string, string> { ["memory"] = "/sys/fs/cgroup/memory" }),
        Architecture = "x86_64", Kernel = new Version(6, 1), Hostname = "machine", Cpus = 8, MemoryBytes = 16L << 30,
    };

    public static readonly HostFacts Unified = Hybrid with
    {
        Cgroups = new CgroupLayout(CgroupMode.V2, "/sys/fs/cgroup", new Dictionary<string, string>()),
    };

    public static readonly ContainerFacts Facts = new()
    {
        Users = [new("root", 0, 0, "/root", "/bin/sh"), new("app", 1000, 1001, "/home/app", "/bin/sh"), new("123", 77, 78, "/odd", "")],
        Groups = [new("root", 0, []), new("app", 1001, []), new("video", 44, ["app", "root"]), new("staff", 50, ["other"])],
        ResolvConf = "# made by the host\nnameserver 127.0.0.53\nnameserver 10.0.0.1\nsearch example.org\noptions edns0\n",
        Hosts = "127.0.0.1 localhost\n10.1.1.1 machine\n",
        InitPath = "/usr/bin/tini-static",
        Devices = new Dictionary<string, HostDevice>
        {
            ["/dev/fuse"] = new("/dev/fuse", "c", 10, 229, 0x1B6, 0, 0),
            ["/dev/snd/a"] = new("/dev/snd/a", "c", 116, 1, 0x1B0, 0, 29),
            ["/dev/snd/b"] = new("/dev/snd/b", "c", 116, 2, 0x1B0, 0, 29),
        },
    };

    public static readonly ImageConfiguration Image = new()
    {
        Command = ["/bin/sh"],
        Environment = ["PATH=/usr/bin:/bin", "FLAVOUR=plain"],
    };

    public static ContainerSettings Settings => new() { Image = new ImageReference("busybox") };

    public static BundleRequest Of(ContainerSettings settings, ImageConfiguration? image = null, HostFacts? host = null) => new()
    {
        Id = Id, Settings = settings, Image = image ?? Image, Host = host ?? Hybrid, Facts = Facts,
        Paths = new BundlePaths("/run/actorengine/containers/x", "/run/actorengine/containers/x/rootfs", "/var/lib/actorengine/containers/x"),
    };

    public static Bundle Build(ContainerSettings settings, ImageConfiguration? image = null, HostFacts? host = null) =>
        BundleBuilder.Build(Of(settings, image, host)).Required;

    public static Fault Refuse(ContainerSettings settings, ImageConfiguration? image = null, HostFacts? host = null)
    {
        Outcome<Bundle> outcome = BundleBuilder.Build(Of(settings, image, host));
        Assert.NotNull(outcome.Fault);
        return outcome.Fault;
    }
}
