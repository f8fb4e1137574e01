using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Flags of docker create, as inspect shows what became of them.</summary>
public sealed class DockerFlagTests(GatewayEngine gateway) : IClassFixture<GatewayEngine>
{
    [Theory]
    [InlineData("--add-host db:10.0.0.5 --add-host h=host-gateway --network bridge", "{{.HostConfig.ExtraHosts}}", "[db:10.0.0.5 h:host-gateway]")]
    [InlineData("--annotation a=1", "{{.HostConfig.Annotations}}", "map[a:1]")]
    [InlineData("-a stdout", "{{.Config.AttachStdin}} {{.Config.AttachStdout}} {{.Config.AttachStderr}}", "false true false")]
    [InlineData("-it", "{{.Config.Tty}} {{.Config.OpenStdin}} {{.Config.StdinOnce}}", "true true true")]
    [InlineData("--blkio-weight 300 --cpu-shares 512 --pids-limit 50 --oom-score-adj 100", "{{.HostConfig.BlkioWeight}} {{.HostConfig.CpuShares}} {{.HostConfig.PidsLimit}} {{.HostConfig.OomScoreAdj}}", "300 512 50 100")]
    [InlineData("--cap-add NET_ADMIN --cap-drop MKNOD", "{{.HostConfig.CapAdd}} {{.HostConfig.CapDrop}}", "[CAP_NET_ADMIN] [CAP_MKNOD]")]
    [InlineData("--cpus 1.5 --cpuset-cpus 0 --cpuset-mems 0", "{{.HostConfig.NanoCpus}} {{.HostConfig.CpusetCpus}} {{.HostConfig.CpusetMems}}", "1500000000 0 0")]
    [InlineData("--cpu-period 100000 --cpu-quota 50000", "{{.HostConfig.CpuPeriod}} {{.HostConfig.CpuQuota}}", "100000 50000")]
    [InlineData("--device /dev/null:/dev/n:rw", "{{.HostConfig.Devices}}", "[{/dev/null /dev/n rw}]")]
    [InlineData("--dns 1.1.1.1 --dns-option ndots:1 --dns-search a.b", "{{.HostConfig.Dns}} {{.HostConfig.DnsOptions}} {{.HostConfig.DnsSearch}}", "[1.1.1.1] [ndots:1] [a.b]")]
    [InlineData("--domainname a.b --hostname h -u 1:2 -w /w", "{{.Config.Domainname}} {{.Config.Hostname}} {{.Config.User}} {{.Config.WorkingDir}}", "a.b h 1:2 /w")]
    [InlineData("--entrypoint sh", "{{.Config.Entrypoint}} {{.Config.Cmd}}", "[sh] [true]")]
    [InlineData("--expose 80 --expose 90-91/udp", "{{json .Config.ExposedPorts}}", """{"80/tcp":{},"90/udp":{},"91/udp":{}}""")]
    [InlineData("--health-cmd true --health-interval 5s --health-retries 2", "{{json .Config.Healthcheck}}", """{"Test":["CMD-SHELL","true"],"Interval":5000000000,"Retries":2}""")]
    [InlineData("--no-healthcheck", "{{json .Config.Healthcheck}}", """{"Test":["NONE"]}""")]
    [InlineData("--ipc host --pid host --uts host --userns host --cgroupns private", "{{.HostConfig.IpcMode}} {{.HostConfig.PidMode}} {{.HostConfig.UTSMode}} {{.HostConfig.UsernsMode}} {{.HostConfig.CgroupnsMode}}", "host host host host private")]
    [InlineData("--log-driver json-file --log-opt max-size=1m", "{{json .HostConfig.LogConfig}}", """{"Type":"json-file","Config":{"max-size":"1m"}}""")]
    [InlineData("--network bridge --mac-address 02:42:ac:11:00:99", "{{.NetworkSettings.Networks.bridge.MacAddress}}", "02:42:ac:11:00:99")]
    [InlineData("-m 64m --memory-reservation 32m --memory-swap 128m", "{{.HostConfig.Memory}} {{.HostConfig.MemoryReservation}} {{.HostConfig.MemorySwap}}", "67108864 33554432 134217728")]
    [InlineData("--mount type=bind,src=/tmp,dst=/t,readonly", "{{json .HostConfig.Mounts}}", """[{"Type":"bind","Source":"/tmp","Target":"/t","ReadOnly":true}]""")]
    [InlineData("--mount type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=1770", "{{json .HostConfig.Mounts}}", """[{"Type":"tmpfs","Target":"/t","TmpfsOptions":{"SizeBytes":1048576,"Mode":1016}}]""")]
    [InlineData("--mount type=image,src=busybox,dst=/t", "{{json .HostConfig.Mounts}}", """[{"Type":"image","Source":"busybox","Target":"/t"}]""")]
    [InlineData("-v /tmp:/t:ro,z -v /anonymous --tmpfs /run:size=1m,noexec", "{{json .HostConfig.Binds}} {{json .Config.Volumes}} {{.HostConfig.Tmpfs}}", """["/tmp:/t:ro,z"] {"/anonymous":{}} map[/run:size=1m,noexec]""")]
    [InlineData("--network bridge -p 127.0.0.1:48099:80 -p 53/udp", "{{json .HostConfig.PortBindings}}", """{"53/udp":[{"HostIp":"","HostPort":""}],"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"48099"}]}""")]
    [InlineData("--privileged --read-only --init", "{{.HostConfig.Privileged}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Init}} {{.HostConfig.MaskedPaths}}", "true true true []")]
    [InlineData("--restart on-failure:3", "{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}", "on-failure 3")]
    [InlineData("--security-opt no-new-privileges --security-opt seccomp=unconfined", "{{.HostConfig.SecurityOpt}}", "[no-new-privileges seccomp=unconfined]")]
    [InlineData("--security-opt systempaths=unconfined", "{{json .HostConfig.MaskedPaths}} {{json .HostConfig.ReadonlyPaths}}", "[] []")]
    [InlineData("--shm-size 128m --stop-signal SIGINT --stop-timeout 3", "{{.HostConfig.ShmSize}} {{.Config.StopSignal}} {{.Config.StopTimeout}}", "134217728 SIGINT 3")]
    [InlineData("--sysctl net.core.somaxconn=1024 --ulimit nofile=1024:2048", "{{.HostConfig.Sysctls}} {{.HostConfig.Ulimits}}", "map[net.core.somaxconn:1024] [nofile=1024:2048]")]
    public async Task A_flag_of_create_shows_in_inspect(string flags, string template, string expected)
    {
        string id = (await gateway.Docker.Run(["create", .. flags.Split(' '), "busybox", "true"])).Expect();
        Assert.Equal(expected, (await gateway.Docker.Run("inspect", "-f", template, id)).Expect());
        (await gateway.Docker.Run("rm", "-v", id)).Expect();
    }

    [Theory]
    [InlineData("--storage-opt size=1G", "--storage-opt is not supported")]
    [InlineData("--log-driver fluentd", "no log driver named 'fluentd' is registered")]
    [InlineData("--runtime nosuch", "unknown or invalid runtime name: nosuch")]
    [InlineData("--hostname bad!", "invalid hostname")]
    [InlineData("--network nosuch", "network nosuch not found")]
    [InlineData("--link nobody:x --network bridge", "could not get container for nobody")]
    [InlineData("--volumes-from nobody", "nobody")]
    public async Task What_cannot_be_had_is_refused_in_words_and_nothing_is_fetched(string flags, string words)
    {
        var refused = await gateway.Docker.Run(["create", .. flags.Split(' '), "busybox", "true"]);
        refused.Expect(1);
        Assert.Contains(words, refused.Error);
        Assert.DoesNotContain("Unable to find image", refused.Error);
    }
}
