using ActorEngine.Contracts;
using ActorEngine.Gateway.Node;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Tests.Node;

public sealed class InfoResourceTests
{
    private static readonly EngineInfo Engine = new()
    {
        Id = "engine",
        Name = "host",
        Version = "1.2.3",
        Containers = 6,
        Running = 1,
        Paused = 2,
        Stopped = 3,
        Images = 4,
        StateDirectory = "/var/lib/actorengine",
        CgroupVersion = "v2",
        KernelVersion = "6.1.0",
        OperatingSystem = "Debian",
        Architecture = "x86_64",
        Cpus = 2,
        MemoryBytes = 1 << 30,
        DefaultRuntime = "crun",
        Runtimes = [new RuntimeInfo("crun", "/usr/bin/crun", "1.8", ""), new RuntimeInfo("runc", "/usr/bin/runc", "1.1", "not usable")],
        DefaultLogDriver = "local",
        LogDrivers = ["json-file", "local"],
        SecurityOptions = ["seccomp,profile=builtin", "cgroupns"],
        NetworkDrivers = ["bridge", "host", "null"],
        VolumeDrivers = ["local"],
        AddressPools = [new AddressPoolInfo("172.24.0.0/13", 20)],
        Registries = [new RegistryInfo("localhost:5000") { Insecure = true, Mirrors = ["mirror.example"] }],
        MissingLimits = ["swap"],
        IpForwarding = true,
        StateFileSystem = "ext4",
        InitProgram = "/usr/bin/tini",
        HttpProxy = "http://user:secret@proxy.example:3128",
        OpenFiles = 30,
        Threads = 20,
        Now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
        Warnings = ["careful"],
    };

    [Theory]
    [InlineData("1.24")]
    [InlineData("1.44")]
    [InlineData("1.52")]
    public void It_has_the_fields_of_its_version(string version)
    {
        Assert.True(ApiVersion.TryParse(version, out var parsed));
        GoldenFile.Check($"info-{version}.json", FieldsJson.Write(InfoResource.Of(Engine, parsed), indented: true) + "\n");
    }

    [Fact]
    public void Every_field_that_the_description_names_is_there() => Assert.Superset(
        new HashSet<string>
        {
            "ID", "Containers", "ContainersRunning", "ContainersPaused", "ContainersStopped", "Images", "Driver", "DriverStatus", "DockerRootDir", "Plugins", "MemoryLimit", "SwapLimit", "CpuCfsPeriod",
            "CpuCfsQuota", "CPUShares", "CPUSet", "PidsLimit", "OomKillDisable", "IPv4Forwarding", "Debug", "NFd", "NGoroutines", "SystemTime", "LoggingDriver", "CgroupDriver", "CgroupVersion", "NEventsListener",
            "KernelVersion", "OperatingSystem", "OSVersion", "OSType", "Architecture", "NCPU", "MemTotal", "IndexServerAddress", "RegistryConfig", "GenericResources", "HttpProxy", "HttpsProxy", "NoProxy", "Name",
            "Labels", "ExperimentalBuild", "ServerVersion", "Runtimes", "DefaultRuntime", "Swarm", "LiveRestoreEnabled", "Isolation", "InitBinary", "ContainerdCommit", "RuncCommit", "InitCommit", "SecurityOptions",
            "ProductLicense", "DefaultAddressPools", "FirewallBackend", "DiscoveredDevices", "Warnings", "CDISpecDirs",
        },
        InfoResource.Of(Engine, ApiVersion.Newest).Names.ToHashSet());

    [Fact]
    public void The_password_of_a_proxy_is_not_told() => Assert.Equal("http://xxxxx:xxxxx@proxy.example:3128", InfoResource.Of(Engine, ApiVersion.Newest)["HttpProxy"]);

    [Theory]
    [InlineData("x64", "amd64", "x86_64")]
    [InlineData("x86_64", "amd64", "x86_64")]
    [InlineData("aarch64", "arm64", "aarch64")]
    [InlineData("arm64", "arm64", "aarch64")]
    public void Architectures_have_a_name_in_go_and_one_of_machines(string name, string go, string machine) =>
        Assert.Equal((go, machine), (Architectures.Go(name), Architectures.Machine(name)));
}
