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
        { "network", "is no network", With with { Network = "no way" } },
        { "pidMode", "private or host", With with { PidMode = "container:x" } },
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
    public void Good_settings_pass() => Assert.Null(SettingsValidator.Check(With with { Hostname = "a.b-c", StopSignal = "RTMIN+3", Dns = ["::1"], ExtraHosts = ["db:[::1]"] }));

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
