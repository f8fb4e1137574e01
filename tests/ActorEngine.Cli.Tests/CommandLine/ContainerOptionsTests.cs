using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Values;
using ActorEngine.Cli.Verbs;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Tests.CommandLine;

public sealed class ContainerOptionsTests
{
    [Fact]
    public void Every_setting_is_read()
    {
        var settings = Read("--rm -it --hostname box --user 1:2 -w /tmp --entrypoint sh --label a=b --read-only --cap-add net_admin --cap-drop ALL "
            + "--security-opt no-new-privileges --ulimit nofile=10:20 -m 512m --memory-swap -1 --memory-reservation 1g --cpus 1.5 --cpu-shares 512 --cpuset-cpus 0-1 "
            + "--pids-limit 20 --init --stop-signal INT --stop-timeout 3 --runtime runc --network host -v /a:/b:ro --tmpfs /t:size=1m --device /dev/fuse "
            + "--privileged --group-add audio --shm-size 1m --sysctl a.b=1 --add-host db:10.0.0.5 --dns 1.1.1.1 --pid host --ipc host --uts host --cgroupns host "
            + "--cgroup-parent /p --oom-score-adj 5 --oom-kill-disable --log-driver json-file --log-opt max-size=1m --log-opt tag=a=b --log-opt max-file=3 busybox echo hi");
        Assert.Equal("busybox", settings.Image.Value);
        Assert.Equal(["echo", "hi"], settings.Command);
        Assert.Equal(["sh"], settings.Entrypoint);
        Assert.True(settings is { AutoRemove: true, Tty: true, OpenStdin: true, StdinOnce: true, ReadOnlyRoot: true, Privileged: true, Init: true });
        Assert.Equal(new ResourceLimits
        {
            Memory = 512 << 20, MemorySwap = -1, MemoryReservation = 1 << 30, NanoCpus = 1_500_000_000, CpuShares = 512, CpusetCpus = "0-1",
            PidsLimit = 20, OomScoreAdj = 5, OomKillDisable = true, ShmSize = 1 << 20,
        }, settings.Resources);
        Assert.Equal([new Ulimit("nofile", 10, 20)], settings.Ulimits);
        Assert.Equal(["NET_ADMIN"], settings.CapAdd);
        Assert.Equal(new MountSettings(MountKind.Bind, "/b") { Source = "/a", ReadOnly = true, CreateSource = true, Short = "/a:/b:ro" }, settings.Mounts[0]);
        Assert.Equal(1 << 20, settings.Mounts[1].TmpfsSize);
        Assert.Equal(new DeviceSettings("/dev/fuse", "/dev/fuse"), settings.Devices[0]);
        Assert.Equal(("host", "host", "host", "host", "host"), (settings.Network, settings.PidMode, settings.IpcMode, settings.UtsMode, settings.CgroupNamespace));
        Assert.Equal("json-file", settings.Log.Driver);
        Assert.Equal(["max-size=1m", "tag=a=b", "max-file=3"], settings.Log.Options.Select(option => $"{option.Key}={option.Value}"));
        Assert.Equal(("INT", 3, "runc", "box"), (settings.StopSignal, settings.StopTimeoutSeconds, settings.Runtime, settings.Hostname));
    }

    [Fact]
    public void Limits_of_devices_and_of_the_rarer_kinds_are_read()
    {
        var settings = Read("--memory-swappiness 0 --cpu-rt-period 1000 --cpu-rt-runtime 500 --cpu-period 2000 --cpu-quota -1 --cpuset-mems 0 --blkio-weight 300 --blkio-weight-device /dev/sda:200 "
            + "--device-read-bps /dev/sda:1mb --device-read-bps /dev/by:id:2k --device-write-bps /dev/sda:3 --device-read-iops /dev/sda:4 --device-write-iops /dev/sda:0 "
            + "--device /dev/snd:/dev/sound:r --gpus all --annotation a.b=c=d --isolation default --ipc shareable --pid container:web --userns host "
            + "--ulimit core=-1 --ulimit rtprio=5:-1 busybox");
        var limits = settings.Resources;
        Assert.Equal((0, 1000, 500, 2000, -1), (limits.MemorySwappiness, limits.CpuRealtimePeriod, limits.CpuRealtimeRuntime, limits.CpuPeriod, limits.CpuQuota));
        Assert.Equal([new DeviceLimit("/dev/sda", 200)], limits.BlkioWeightDevices!);
        Assert.Equal([new DeviceLimit("/dev/sda", 1 << 20), new DeviceLimit("/dev/by:id", 2048)], limits.DeviceReadBps!);
        Assert.Equal((3, 4, 0), (limits.DeviceWriteBps![0].Value, limits.DeviceReadIops![0].Value, limits.DeviceWriteIops![0].Value));
        Assert.Equal(new DeviceSettings("/dev/snd", "/dev/sound", "r"), settings.Devices[0]);
        Assert.Equal(-1, settings.Gpus[0].Count);
        Assert.Equal("c=d", settings.Annotations["a.b"]);
        Assert.Equal(("shareable", "container:web", "host"), (settings.IpcMode, settings.PidMode, settings.UserNamespace));
        Assert.Equal([new Ulimit("core", -1, -1), new Ulimit("rtprio", 5, -1)], settings.Ulimits);
    }

    [Theory]
    [InlineData("all", -1, "", "")]
    [InlineData("2", 2, "", "")]
    [InlineData("device=1", 0, "1", "")]
    [InlineData("\"device=0,GPU-7\",driver=nvidia", 0, "0 GPU-7", "")]
    [InlineData("count=3,\"capabilities=compute,utility\"", 3, "", "compute utility")]
    [InlineData("driver=nvidia", 1, "", "")]
    public void Gpu_requests_follow_dockers_syntax(string text, int count, string devices, string capabilities)
    {
        GpuRequest request = GpuSyntax.Parse(text);
        Assert.Equal((count, devices, capabilities), (request.Count, string.Join(' ', request.Devices), string.Join(' ', request.Capabilities)));
    }

    [Fact]
    public void A_device_rule_keeps_its_words() =>
        Assert.Equal(["c 10:* rw"], ContainerOptions.Settings(Parser.Parse(VerbTable.Find("run")!, ["--device-cgroup-rule", "c 10:* rw", "busybox"]), _ => null).DeviceRules);

    [Theory]
    [InlineData("update --ulimit nofile=5 x", "--ulimit: settled when a container is made; make a new one.")]
    [InlineData("run --kernel-memory 5m x", "--kernel-memory: no kernel limits it any more, and no engine does; --memory counts the kernel's memory too.")]
    [InlineData("run --cpu-count 2 x", "--cpu-count: containers of Windows only. Use --cpus.")]
    public void Flags_without_a_counterpart_say_why(string line, string message)
    {
        string[] words = line.Split(' ');
        Assert.Equal(message, Assert.Throws<UsageException>(() => Parser.Parse(VerbTable.Find(words[0])!, words[1..])).Message);
    }

    [Theory]
    [InlineData("--health-cmd curl", "CMD-SHELL curl", 0, 0)]
    [InlineData("--health-http 8080/live --health-interval 1m30s --health-retries 5", "HTTP 8080/live", 90, 5)]
    [InlineData("--health-tcp 6379 --health-interval 0", "TCP 6379", 0, 0)]
    [InlineData("--health-interval 2s", "", 2, 0)]
    [InlineData("--no-healthcheck", "NONE", 0, 0)]
    public void A_health_check_is_read(string line, string test, int interval, int retries)
    {
        HealthcheckSettings check = Read(line + " busybox").Healthcheck!;
        Assert.Equal((test, interval * 1_000_000_000L, retries), (string.Join(' ', check.Test), check.Interval, check.Retries));
    }

    [Fact]
    public void Health_is_left_to_the_image_where_nothing_is_said() => Assert.Null(Read("busybox").Healthcheck);

    [Fact]
    public void Dependencies_are_read() => Assert.Equal(
        [("db", DependencyCondition.Healthy), ("cache", DependencyCondition.Started), ("migrate", DependencyCondition.Completed)],
        Read("--depends-on db:healthy --depends-on cache --depends-on migrate:completed busybox").DependsOn.Select(on => (on.Container.Value, on.Condition)));

    [Theory]
    [InlineData("on-unhealthy", RestartCondition.No, 0)]
    [InlineData("always,on-unhealthy", RestartCondition.Always, 0)]
    [InlineData("on-unhealthy,on-failure:3", RestartCondition.OnFailure, 3)]
    public void Unhealthy_goes_with_each_restart_policy(string text, RestartCondition condition, int most) =>
        Assert.Equal(new RestartPolicy { Condition = condition, MaximumRetries = most, OnUnhealthy = true }, Read($"--restart {text} busybox").Restart);

    [Fact]
    public void Several_networks_and_what_is_asked_of_each_are_read()
    {
        var settings = Read("--network front --network name=back,ip=10.6.0.9,alias=a,alias=b --net name=wide,ip6=fd00::9,mac-address=02:42:ac:11:00:02 --ip 10.5.0.9 --ip6 fd01::9 --network-alias c "
            + "-p [::1]:8080:80 -p [::]::81/udp busybox");
        Assert.Equal(("front", "10.5.0.9", "fd01::9"), (settings.Network, settings.Endpoint.Address, settings.Endpoint.Address6));
        Assert.Equal(["c"], settings.Endpoint.Aliases);
        Assert.Equal(["back", "wide"], settings.MoreNetworks.Select(choice => choice.Network));
        Assert.Equal(("10.6.0.9", "a b"), (settings.MoreNetworks[0].Endpoint.Address, string.Join(' ', settings.MoreNetworks[0].Endpoint.Aliases)));
        Assert.Equal(("fd00::9", "02:42:ac:11:00:02"), (settings.MoreNetworks[1].Endpoint.Address6, settings.MoreNetworks[1].Endpoint.MacAddress));
        Assert.Equal([new PortMapping(80) { HostPort = 8080, HostAddress = "::1" }, new PortMapping(81) { HostAddress = "::", Protocol = "udp" }], settings.Ports);
    }

    [Theory]
    [InlineData("--network name=back,ip=10.6.0.9 --ip 10.6.0.8 busybox", "--network: ip is given for the first network twice, in --network and as --ip; leave one out.")]
    [InlineData("--network ip=10.6.0.9 busybox", "--network: 'ip=10.6.0.9' names no network; add name=NETWORK.")]
    [InlineData("--network name=back,colour=red busybox", "--network: 'colour' of 'name=back,colour=red' is not known; the fields are name, alias, ip, ip6 and mac-address.")]
    [InlineData("-p ::1:8080:80 busybox", "--publish: '::1:8080:80': an address of IPv6 stands in brackets, as in [::1]:8080:80; write for example 8080:80, 127.0.0.1:8080:80/tcp, [::1]:8080:80 or 8000-8010:8000-8010.")]
    [InlineData("-p [::1]8080:80 busybox", "--publish: '[::1]8080:80': an address in brackets is followed by ':HOST:CONTAINER'; write for example 8080:80, 127.0.0.1:8080:80/tcp, [::1]:8080:80 or 8000-8010:8000-8010.")]
    public void Networks_and_addresses_that_are_wrong_are_told(string line, string message) => Assert.Equal(message, Assert.Throws<UsageException>(() => Read(line)).Message);

    [Fact]
    public void Networks_and_ports_are_read()
    {
        var settings = Read("--network front --ip 10.5.0.9 --mac-address 02:42:ac:11:00:02 --network-alias a --net-alias b --expose 90-91/udp -P -p 80 -p 8080:80 "
            + "-p 127.0.0.1:8081:81/udp -p 9000-9001:90-91 -p 7000-7005:70 -p 127.0.0.1::82 busybox");
        Assert.Equal(("front", "10.5.0.9", "02:42:ac:11:00:02", true), (settings.Network, settings.Endpoint.Address, settings.Endpoint.MacAddress, settings.PublishAll));
        Assert.Equal(["a", "b"], settings.Endpoint.Aliases);
        Assert.Equal(["90-91/udp"], settings.ExposedPorts);
        Assert.Equal(
        [
            new PortMapping(80), new PortMapping(80) { HostPort = 8080 }, new PortMapping(81) { HostPort = 8081, HostAddress = "127.0.0.1", Protocol = "udp" },
            new PortMapping(90) { HostPort = 9000 }, new PortMapping(91) { HostPort = 9001 }, new PortMapping(70) { HostPort = 7000, HostPortEnd = 7005 },
            new PortMapping(82) { HostAddress = "127.0.0.1" },
        ], settings.Ports);
        Assert.Equal("default", Read("busybox").Network);
    }

    [Fact]
    public void A_bare_variable_takes_the_callers_value_and_files_come_first()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "# note\nA=1\n\nHOME\nNOBODY\nB=with space \n");
            var settings = Read($"--env-file {file} -e A=2 -e HOME -e NOBODY busybox");
            Assert.Equal(["A=1", "HOME=/here", "B=with space ", "A=2", "HOME=/here", "NOBODY"], settings.Environment);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--memory 12x busybox", "--memory: '12x' is not a size; write a number with b, k, m or g, such as 512m.")]
    [InlineData("--cpus two busybox", "--cpus: 'two' is not a number of CPUs; write a decimal, such as 1.5.")]
    [InlineData("-v data/x:/data busybox", "--volume: 'data/x' is neither an absolute path nor a volume's name; write /data/x or ./data/x, or a name of [a-zA-Z0-9][a-zA-Z0-9_.-].")]
    [InlineData("-v /a:/b:nocopy busybox", "--volume: nocopy goes with a volume, not with a directory of the host.")]
    [InlineData("--mount type=bind,src=/a,dst=/b,volume-nocopy busybox", "--mount: cannot mix 'volume-nocopy' with mount type 'bind'.")]
    [InlineData("--mount type=image,dst=/b busybox", "--mount: 'type=image,dst=/b' has no source; add source=IMAGE.")]
    [InlineData("--mount type=bind,src=/a busybox", "--mount: 'type=bind,src=/a' has no absolute target; add target=/PATH.")]
    [InlineData("--mount type=bind,sorce=/a busybox", "--mount: 'sorce' is not a mount field. Did you mean source?")]
    [InlineData("--network alias= busybox", "--network: 'alias=' of 'alias=' is no field; write KEY=VALUE, such as name=back,ip=10.5.0.9.")]
    [InlineData("-p 80:80/icmp busybox", "--publish: '80:80/icmp': the protocol is tcp, udp or sctp; write for example 8080:80, 127.0.0.1:8080:80/tcp, [::1]:8080:80 or 8000-8010:8000-8010.")]
    [InlineData("-p 80-82:90-91 busybox", "--publish: '80-82:90-91': both ranges must have as many ports; write for example 8080:80, 127.0.0.1:8080:80/tcp, [::1]:8080:80 or 8000-8010:8000-8010.")]
    [InlineData("-p 70000:80 busybox", "--publish: '70000:80': '70000' is neither a port nor a range of ports; write for example 8080:80, 127.0.0.1:8080:80/tcp, [::1]:8080:80 or 8000-8010:8000-8010.")]
    [InlineData("--restart sometimes busybox", "--restart: 'sometimes' is not a restart policy; write no, always, unless-stopped or on-failure[:N], and on-unhealthy alone or behind one of them and a comma.")]
    [InlineData("--restart always,on-failure busybox", "--restart: 'always,on-failure' is not a restart policy; write no, always, unless-stopped or on-failure[:N], and on-unhealthy alone or behind one of them and a comma.")]
    [InlineData("--rm --restart on-unhealthy busybox", "--rm: a container that is removed on its exit cannot be restarted; leave out --rm or --restart on-unhealthy.")]
    [InlineData("--no-healthcheck --health-retries 2 busybox", "--no-healthcheck: conflicts with --health-* options; leave out one or the other.")]
    [InlineData("--health-cmd true --health-tcp 80 busybox", "--health-tcp: a container has one health check; leave out --health-cmd or --health-tcp.")]
    [InlineData("--health-interval 30 busybox", "--health-interval: '30' is not a duration; write one such as 30s or 1m30s.")]
    [InlineData("--depends-on db:ready busybox", "--depends-on: 'ready' is nothing to wait for; write started, healthy or completed.")]
    [InlineData("--rm --restart always busybox", "--rm: a container that is removed on its exit cannot be restarted; leave out --rm or --restart always.")]
    [InlineData("--env-file /no/such busybox", "--env-file: '/no/such' cannot be read: no such file.")]
    [InlineData("-v /a:/x --tmpfs /x busybox", "--mount: two mounts have the target '/x'; leave one out.")]
    [InlineData("--ulimit nofile=9:5 busybox", "--ulimit: the soft limit of 'nofile=9:5' is above the hard one.")]
    [InlineData("--device-read-bps sda:1mb busybox", "--device-read-bps: 'sda:1mb' is not a device's limit; write the path of a block device, ':' and a number, such as /dev/sda:100.")]
    [InlineData("--blkio-weight-device /dev/sda:5 busybox", "--blkio-weight-device: 5 is out of range; write a number from 10 to 1000.")]
    [InlineData("--memory-swappiness 101 busybox", "--memory-swappiness: 101 is out of range; write a number from -1 to 100.")]
    [InlineData("--device-cgroup-rule c busybox", "--device-cgroup-rule: 'c' is not a device rule; write its type (a, b or c), MAJOR:MINOR (numbers or *) and some of r, w and m, such as 'c 10:229 rwm'.")]
    [InlineData("--isolation process busybox", "--isolation: 'process': invalid isolation, Linux only supports 'default'; for more of it choose a --runtime that runs virtual machines.")]
    [InlineData("--pid container: busybox", "--pid: 'container:' is not a mode; write private, host, container:NAME.")]
    [InlineData("--gpus count=1,device=0 busybox", "--gpus: count and device do not go together; leave one out.")]
    [InlineData("--stop-signal BOO busybox", "--stop-signal: 'BOO' is not a signal; write a name such as TERM or a number such as 15.")]
    public void A_wrong_value_is_named_with_the_fix(string line, string message) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Read(line)).Message);

    private static ContainerSettings Read(string line) => ContainerOptions.Settings(
        Parser.Parse(VerbTable.Find("run")!, line.Split(' ')), name => name == "HOME" ? "/here" : null);
}
