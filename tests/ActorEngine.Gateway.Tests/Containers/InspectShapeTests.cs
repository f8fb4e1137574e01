using ActorEngine.Gateway.Containers;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Tests.Containers;

public sealed class InspectShapeTests
{
    // Of the description of version 1.52: ContainerInspectResponse and what it is made of, without what is left out where it is empty.
    private const string Container = "Id Created Path Args State Image ResolvConfPath HostnamePath HostsPath LogPath Name RestartCount Driver Platform MountLabel ProcessLabel AppArmorProfile ExecIDs HostConfig Storage Mounts Config NetworkSettings";
    private const string State = "Status Running Paused Restarting OOMKilled Dead Pid ExitCode Error StartedAt FinishedAt Health";
    private const string Host =
        "CpuShares Memory CgroupParent BlkioWeight BlkioWeightDevice BlkioDeviceReadBps BlkioDeviceWriteBps BlkioDeviceReadIOps BlkioDeviceWriteIOps CpuPeriod CpuQuota CpuRealtimePeriod CpuRealtimeRuntime CpusetCpus CpusetMems " +
        "Devices DeviceCgroupRules DeviceRequests MemoryReservation MemorySwap MemorySwappiness NanoCpus OomKillDisable Init PidsLimit Ulimits CpuCount CpuPercent IOMaximumIOps IOMaximumBandwidth Binds ContainerIDFile LogConfig " +
        "NetworkMode PortBindings RestartPolicy AutoRemove VolumeDriver VolumesFrom Mounts ConsoleSize Annotations CapAdd CapDrop CgroupnsMode Dns DnsOptions DnsSearch ExtraHosts GroupAdd IpcMode Cgroup Links OomScoreAdj PidMode " +
        "Privileged PublishAllPorts ReadonlyRootfs SecurityOpt Tmpfs UTSMode UsernsMode ShmSize Sysctls Runtime Isolation MaskedPaths ReadonlyPaths";
    private const string Configuration = "Hostname Domainname User AttachStdin AttachStdout AttachStderr ExposedPorts Tty OpenStdin StdinOnce Env Cmd Healthcheck Image Volumes WorkingDir Entrypoint OnBuild Labels StopSignal StopTimeout";
    private const string Network = "IPAMConfig Links MacAddress Aliases DriverOpts GwPriority NetworkID EndpointID Gateway IPAddress IPPrefixLen IPv6Gateway GlobalIPv6Address GlobalIPv6PrefixLen DNSNames";

    [Fact]
    public void All_fields_of_the_description_are_there_and_no_others()
    {
        var fields = InspectShape.Of(Inspections.Running, Bodies.Version("1.52"), null);
        Same(Container, fields);
        Same(State, (Fields)fields["State"]!);
        Same(Host, (Fields)fields["HostConfig"]!);
        Same(Configuration, (Fields)fields["Config"]!);
        var networks = (Fields)fields["NetworkSettings"]!;
        Same("SandboxID SandboxKey Ports Networks", networks);
        foreach (var (_, endpoint) in (Fields)networks["Networks"]!) Same(Network, (Fields)endpoint!);
    }

    [Theory]
    [InlineData("1.52")]
    [InlineData("1.44")]
    [InlineData("1.24")]
    public void Each_version_has_its_own_fields(string version) =>
        GoldenFile.Check($"inspect-{version}.json", Bodies.Indented(FieldsJson.Write(InspectShape.Of(Inspections.Running, Bodies.Version(version), null))));

    private static void Same(string names, Fields fields) => Assert.Equal(names.Split(' ').Order(StringComparer.Ordinal), fields.Names.Order(StringComparer.Ordinal));
}
