using ActorEngine.Contracts;

namespace ActorEngine.Oci.Tests.Validation;

public class SettingsValidatorTests
{
    private static ContainerSettings With => Requests.Settings;

    public static TheoryData<string, string, ContainerSettings> Refused => new()
    {
        { "environment", "invalid environment variable", With with { Environment = ["=x"] } },
        { "workingDirectory", "needs to be an absolute path", With with { WorkingDirectory = "srv" } },
        { "hostname", "invalid hostname", With with { Hostname = "-x" } },
        { "hostname", "conflicting options", With with { Hostname = "x", UtsMode = "host" } },
        { "capAdd", "Unknown capability \"FLY\"", With with { CapAdd = ["FLY"] } },
        { "capDrop", "Unknown capability", With with { CapDrop = ["CAP_"] } },
        { "securityOptions", "invalid --security-opt", With with { SecurityOptions = ["trust-me"] } },
        { "securityOptions", "neither builtin", With with { SecurityOptions = ["seccomp={"] } },
        { "securityOptions", "defaultAction", With with { SecurityOptions = ["seccomp={}"] } },
        { "ulimits", "invalid ulimit type", With with { Ulimits = [new("files", 1, 1)] } },
        { "ulimits", "less than or equal to hard", With with { Ulimits = [new("nofile", 2, 1)] } },
        { "ulimits", "given twice", With with { Ulimits = [new("nofile", 1, 1), new("nofile", 1, 1)] } },
        { "resources.memory", "Minimum memory limit allowed is 6MB", With with { Resources = new() { Memory = 1 << 20 } } },
        { "resources.memorySwap", "larger than memory limit", With with { Resources = new() { Memory = 10 << 20, MemorySwap = 7 << 20 } } },
        { "resources.memorySwap", "always set the Memory limit", With with { Resources = new() { MemorySwap = 7 << 20 } } },
        { "resources.memoryReservation", "reservation", With with { Resources = new() { Memory = 10 << 20, MemoryReservation = 11 << 20 } } },
        { "resources.nanoCpus", "only 8 CPUs", With with { Resources = new() { NanoCpus = 9_000_000_000 } } },
        { "resources.nanoCpus", "Conflicting", With with { Resources = new() { NanoCpus = 1_000_000_000, CpuQuota = 5000 } } },
        { "resources.cpusetCpus", "0-3,5", With with { Resources = new() { CpusetCpus = "3-1" } } },
        { "resources.cpusetCpus", "not available", With with { Resources = new() { CpusetCpus = "0-8" } } },
        { "resources.blkioWeight", "10 to 1000", With with { Resources = new() { BlkioWeight = 5 } } },
        { "resources.oomScoreAdj", "[-1000, 1000]", With with { Resources = new() { OomScoreAdj = 1001 } } },
        { "stopSignal", "Invalid signal", With with { StopSignal = "SIGNOPE" } },
        { "network", "is no network", With with { Network = "no/way" } },
        { "pidMode", "private or host or container:NAME", With with { PidMode = "container:" } },
        { "ipcMode", "shareable or host or none", With with { IpcMode = "shared" } },
        { "utsMode", "private or host", With with { UtsMode = "container:x" } },
        { "cgroupNamespace", "private or host", With with { CgroupNamespace = "none" } },
        { "userNamespace", "use host", With with { UserNamespace = "keep-id" } },
        { "resources.memorySwappiness", "0-100", With with { Resources = new() { MemorySwappiness = 101 } } },
        { "resources.cpuQuota", "1ms", With with { Resources = new() { CpuQuota = 5 } } },
        { "resources.cpuPeriod", "larger than 1s", With with { Resources = new() { CpuPeriod = 2_000_000 } } },
        { "resources.cpuRealtimeRuntime", "higher than", With with { Resources = new() { CpuRealtimeRuntime = 9, CpuRealtimePeriod = 8 } } },
        { "resources.cpuShares", "Invalid CPU shares", With with { Resources = new() { CpuShares = -1 } } },
        { "resources.cpusetCpus", "Invalid value", With with { Resources = new() { CpusetCpus = "0-99999999" } } },
        { "resources.pidsLimit", "-1 for unlimited", With with { Resources = new() { PidsLimit = -2 } } },
        { "resources.shmSize", "less than 0", With with { Resources = new() { ShmSize = -1 } } },
        { "resources.blkioWeightDevices", "10 to 1000", With with { Resources = new() { BlkioWeightDevices = [new("/dev/sda", 5)] } } },
        { "resources.deviceReadBps", "absolute", With with { Resources = new() { DeviceReadBps = [new("sda", 5)] } } },
        { "resources.deviceWriteIops", "no block device", With with { Resources = new() { DeviceWriteIops = [new("/dev/sda", 5)] } } },
        { "deviceRules", "invalid device cgroup format", With with { DeviceRules = ["c 10:229"] } },
        { "deviceRules", "invalid device cgroup format", With with { DeviceRules = ["c 10:229 rx"] } },
        { "gpus", "could not select device driver", With with { Gpus = [new() { Count = -1 }] } },
        { "gpus", "cannot set both", With with { Gpus = [new() { Count = 1, Devices = ["0"] }] } },
        { "mounts", "must be absolute", With with { Mounts = [new(MountKind.Tmpfs, "x")] } },
        { "mounts", "can't be '/'", With with { Mounts = [new(MountKind.Tmpfs, "/a/..")] } },
        { "mounts", "Duplicate mount point", With with { Mounts = [new(MountKind.Tmpfs, "/a"), new(MountKind.Tmpfs, "/a/")] } },
        { "mounts", "Source must not be empty", With with { Mounts = [new(MountKind.Bind, "/a")] } },
        { "mounts", "propagation", With with { Mounts = [new(MountKind.Bind, "/a") { Source = "/a", Propagation = "wide" }] } },
        { "mounts", "octal", With with { Mounts = [new(MountKind.Tmpfs, "/a") { TmpfsMode = "9" }] } },
        { "devices", "invalid device mode", With with { Devices = [new("/dev/fuse", "/dev/fuse", "rx")] } },
        { "devices", "no such device", With with { Devices = [new("/dev/nope", "/dev/nope")] } },
        { "extraHosts", "bad format", With with { ExtraHosts = ["db"] } },
        { "dns", "not an IP address", With with { Dns = ["dns.example"] } },
        { "sysctls", "no namespace of its own", With with { Sysctls = new Dictionary<string, string> { ["kernel.panic"] = "1" } } },
        { "sysctls", "host network namespace", With with { Network = "host", Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_forward"] = "1" } } },
        { "autoRemove", "restart policy", With with { AutoRemove = true, Restart = new() { Condition = RestartCondition.Always } } },
        { "autoRemove", "restart policy", With with { AutoRemove = true, Restart = new() { OnUnhealthy = true } } },
        { "healthcheck.test", "no test of a health check", With with { Healthcheck = new() { Test = ["SMTP", "25"] } } },
        { "healthcheck.test", "no test of a health check", With with { Healthcheck = new() { Test = ["TCP", "0"] } } },
        { "healthcheck.test", "no test of a health check", With with { Healthcheck = new() { Test = ["HTTP", "80/a b"] } } },
        { "healthcheck.interval", "less than a millisecond", With with { Healthcheck = new() { Interval = 5 } } },
        { "healthcheck.retries", "negative", With with { Healthcheck = new() { Retries = -1 } } },
        { "cgroupParent", "slice", With with { CgroupParent = "system.slice" } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Bad_settings_are_refused_with_the_field_and_the_fix(string field, string text, ContainerSettings settings)
    {
        Fault fault = Requests.Refuse(settings);
        Assert.Equal((FaultCode.InvalidArgument, field), (fault.Code, fault.Field));
        Assert.Contains(text, fault.Message);
    }

    [Fact]
    public void Limits_that_the_host_has_no_controller_for_in_its_version_are_refused_or_told()
    {
        HostFacts unified = Requests.Unified with { RealtimeCpu = false, CpuList = "0,2", MemoryNodes = "0" };
        Assert.Contains("real-time", Requests.Refuse(With with { Resources = new() { CpuRealtimeRuntime = 1000 } }, host: unified).Message);
        Assert.Contains("available: 0,2", Requests.Refuse(With with { Resources = new() { CpusetCpus = "0-1" } }, host: unified).Message);
        Assert.Contains("available: 0", Requests.Refuse(With with { Resources = new() { CpusetMems = "1" } }, host: unified).Message);
        Assert.Null(SettingsValidator.Check(With with { Resources = new() { CpusetCpus = "2,0" } }, unified));
    }

    [Fact]
    public void Good_settings_pass() => Assert.Null(SettingsValidator.Check(With with { Hostname = "a.b-c", StopSignal = "RTMIN+3", Dns = ["::1"], ExtraHosts = ["db:[::1]"], Healthcheck = new() { Test = ["HTTP", ""], Interval = 1_000_000 } }));

    [Theory]
    [InlineData("web", true)]
    [InlineData("/web-1.x_y", true)]
    [InlineData("w", false)]
    [InlineData("-web", false)]
    [InlineData("we b", false)]
    [InlineData("", false)]
    public void Names_follow_dockers_pattern(string name, bool good) => Assert.Equal(good, SettingsValidator.CheckName(name) is null);

    [Fact]
    public void A_bind_whose_source_is_missing_is_refused_unless_it_may_be_made()
    {
        ContainerSettings settings = With with { Mounts = [new(MountKind.Bind, "/a") { Source = "/nope" }] };
        BundleRequest request = Requests.Of(settings) with { Facts = Requests.Facts with { MissingSources = new HashSet<string> { "/nope" } } };
        Assert.Contains("bind source path does not exist: /nope", BundleBuilder.Build(request).Fault!.Message);
        Assert.Null(BundleBuilder.Build(request with { Settings = settings with { Mounts = [settings.Mounts[0] with { CreateSource = true }] } }).Fault);
    }

    [Fact]
    public void An_exec_needs_a_command() => Assert.Equal("command", SettingsValidator.Check(new ExecSettings { Command = [] })!.Field);
}
