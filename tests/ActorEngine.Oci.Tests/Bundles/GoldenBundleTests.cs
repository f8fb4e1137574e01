using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci.Tests.Bundles;

public class GoldenBundleTests
{
    private static readonly ContainerSettings Open = Requests.Settings with { SecurityOptions = ["seccomp=unconfined"] };

    [Fact]
    public void Defaults_are_dockers() => Check("default", Requests.Build(Requests.Settings));

    [Fact]
    public void A_unified_host_gets_a_private_cgroup_namespace() => Check("unified", Requests.Build(Open, host: Requests.Unified));

    [Fact]
    public void Privileged_opens_devices_paths_and_capabilities() => Check("privileged", Requests.Build(Requests.Settings with { Privileged = true }));

    [Fact]
    public void Host_namespaces_are_left_out() => Check("host-namespaces", Requests.Build(Open with
    {
        Network = "host", PidMode = "host", IpcMode = "host", UtsMode = "host", CgroupNamespace = "host",
    }));

    [Fact]
    public void Every_setting_has_its_place() => Check("everything", Requests.Build(Open with
    {
        Command = ["-c", "id"], Entrypoint = ["/bin/sh"], Environment = ["A=1", "FLAVOUR"], WorkingDirectory = "/srv/../data/", User = "app",
        Groups = ["staff", "4000"], Hostname = "box", DomainName = "example.org", Tty = true, ReadOnlyRoot = true, Init = true,
        CapAdd = ["net_admin"], CapDrop = ["MKNOD"], SecurityOptions = ["seccomp=unconfined", "no-new-privileges"],
        Ulimits = [new("nofile", 1024, 2048), new("core", 0, -1)],
        Resources = new ResourceLimits
        {
            Memory = 64 << 20, MemoryReservation = 32 << 20, NanoCpus = 1_500_000_000, CpuShares = 512, CpusetCpus = "0-1", CpusetMems = "0",
            PidsLimit = 100, BlkioWeight = 300, OomScoreAdj = 200, ShmSize = 1 << 20,
        },
        Mounts =
        [
            new(MountKind.Bind, "/data/deep") { Source = "/srv/deep", ReadOnly = true, NonRecursive = true },
            new(MountKind.Bind, "/data") { Source = "/srv/data", Propagation = "rslave" },
            new(MountKind.Tmpfs, "/scratch") { TmpfsSize = 4096, TmpfsMode = "700", Options = ["exec"] },
        ],
        Devices = [new("/dev/fuse", "/dev/fuse"), new("/dev/snd", "/dev/sound", "rw")],
        Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_forward"] = "1" },
        CgroupParent = "/tenants/one",
    }));

    [Fact]
    public void Every_limit_has_its_place()
    {
        BundleRequest request = Requests.Of(Open with
        {
            Resources = new ResourceLimits
            {
                Memory = 64 << 20, MemorySwap = 96 << 20, MemoryReservation = 32 << 20, MemorySwappiness = 0, OomKillDisable = true, OomScoreAdj = -500,
                CpuShares = 512, CpuPeriod = 50_000, CpuQuota = 25_000, CpuRealtimePeriod = 1_000_000, CpuRealtimeRuntime = 10_000, CpusetCpus = "0,3", CpusetMems = "0",
                PidsLimit = -1, BlkioWeight = 10, BlkioWeightDevices = [new("/dev/sda", 1000)], ShmSize = 1 << 20,
                DeviceReadBps = [new("/dev/sda", 1)], DeviceWriteBps = [new("/dev/sda", 2), new("/dev/sdb", 20)], DeviceReadIops = [new("/dev/sda", 3)], DeviceWriteIops = [new("/dev/sda", 4)],
            },
            Ulimits = [new("nofile", 10, -1), new("stack", -1, -1)],
            Devices = [new("/dev/fuse", "/dev/other", "r")],
            DeviceRules = ["b 8:* rw", "a *:* r"],
            Annotations = new Dictionary<string, string> { ["org.example.note"] = "kept" },
            CgroupNamespace = "private",
        });
        Check("limits", BundleBuilder.Build(request with
        {
            Facts = request.Facts with { LimitedDevices = new Dictionary<string, HostDevice> { ["/dev/sda"] = new("/dev/sda", "b", 8, 0, 0, 0, 0), ["/dev/sdb"] = new("/dev/sdb", "b", 8, 16, 0, 0, 0) } },
        }).Required);
    }

    [Fact]
    public void Namespaces_of_other_containers_and_hooks_have_their_place()
    {
        BundleRequest request = Requests.Of(Open with { PidMode = "container:a", IpcMode = "container:a", Gpus = [new() { Count = 2, Capabilities = ["compute"] }] });
        Check("joined", BundleBuilder.Build(request with
        {
            Joins = new NamespaceJoins { Pid = "/proc/7/ns/pid", Ipc = "/proc/7/ns/ipc", SharedMemory = "/run/actorengine/containers/y/shm" },
            Facts = request.Facts with { GpuHook = "/usr/bin/nvidia-container-runtime-hook" },
        }).Required);
    }

    [Fact]
    public void Mapped_ids_have_their_place()
    {
        BundleRequest request = Requests.Of(Open with { Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_forward"] = "1", ["kernel.msgmax"] = "9" } });
        request = request with { Defaults = new BundleDefaults { UserMapping = new IdMapping(100_000, 200_000, 65536) } };
        Check("mapped", BundleBuilder.Build(request).Required);
        Bundle joined = BundleBuilder.Build(request with { Network = new NetworkJoin("/run/netns/x"), Joins = new NamespaceJoins { User = "/proc/7/ns/user" } }).Required;
        Check("mapped-joined", joined);
        Assert.Equal("0", joined.NetworkSysctls["net.ipv4.ip_unprivileged_port_start"]);
        Assert.Equal("200000 265535", joined.NetworkSysctls["net.ipv4.ping_group_range"]);
        Assert.Equal("1", joined.NetworkSysctls["net.ipv4.ip_forward"]);
    }

    [Fact]
    public void The_hosts_ids_are_kept_by_those_who_ask_for_them() =>
        Assert.Null(BundleBuilder.Build(Requests.Of(Open with { UserNamespace = "host" }) with { Defaults = new BundleDefaults { UserMapping = new IdMapping(1, 1, 1) } }).Required.Spec.Linux.UidMappings);

    [Theory]
    [InlineData("privileged")]
    [InlineData("network")]
    [InlineData("pidMode")]
    [InlineData("ipcMode")]
    [InlineData("utsMode")]
    public void Mapped_ids_and_the_hosts_rights_do_not_go_together(string field)
    {
        ContainerSettings settings = field switch
        {
            "privileged" => Open with { Privileged = true },
            "network" => Open with { Network = "host" },
            "pidMode" => Open with { PidMode = "host" },
            "ipcMode" => Open with { IpcMode = "host" },
            _ => Open with { UtsMode = "host" },
        };
        BundleRequest request = Requests.Of(settings) with { Defaults = new BundleDefaults { UserMapping = new IdMapping(100_000, 100_000, 65536) } };
        Assert.Equal(field, BundleBuilder.Build(request).Fault!.Field);
        Assert.Null(BundleBuilder.Build(request with { Settings = settings with { UserNamespace = "host" } }).Fault);
    }

    [Fact]
    public void Ipc_none_has_no_shared_memory() =>
        Assert.DoesNotContain(Requests.Build(Open with { IpcMode = "none" }).Spec.Mounts, mount => mount.Destination == "/dev/shm");

    [Fact]
    public void Native_seccomp_names_one_abi()
    {
        JsonFragment seccomp = Requests.Build(Requests.Settings with { SecurityOptions = ["seccomp=native"] }).Spec.Linux.Seccomp!;
        Assert.Contains("\"architectures\":[\"SCMP_ARCH_X86_64\"]", seccomp.ToString());
    }

    private static void Check(string name, Bundle bundle) => GoldenFile.Check(name, SpecJson.Write(bundle.Spec));
}
