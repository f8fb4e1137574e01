using ActorEngine.Contracts;

namespace ActorEngine.Compose.Tests;

public sealed class ServiceTests
{
    [Fact]
    public void A_plain_service_is_in_the_default_network_under_its_name()
    {
        var project = MemoryFiles.Project("services: {web: {image: busybox}}");
        var web = project.Settings.Services[0];
        Assert.Equal(("shop", "web", "busybox", 1), (project.Settings.Name, web.Name, web.Container.Image.Value, web.Scale));
        Assert.Equal("shop_default", web.Container.Network);
        Assert.Equal(["web"], web.Container.Endpoint.Aliases);
        Assert.Equal(["shop_default"], project.Settings.Networks.Select(network => network.Create.Name));
    }

    [Theory]
    [InlineData("command: echo 'a b' \"c d\" e\\ f", new[] { "echo", "a b", "c d", "e f" })]
    [InlineData("command: [echo, a b]", new[] { "echo", "a b" })]
    [InlineData("command: []", new string[0])]
    public void A_command_is_words(string attribute, string[] expected) => Assert.Equal(expected, MemoryFiles.Container(attribute).Command);

    [Fact]
    public void An_empty_entrypoint_clears_the_images() => Assert.Equal([""], MemoryFiles.Container("entrypoint: []").Entrypoint);

    [Fact]
    public void Ports_are_written_short_or_long()
    {
        var ports = MemoryFiles.Container("ports:\n  - 80\n  - \"8080:81/udp\"\n  - 127.0.0.1:9000:82\n  - {target: 83, published: \"8083\", host_ip: 127.0.0.1, protocol: tcp, mode: host}\n  - {target: 84}\n").Ports;
        Assert.Equal(
            [
                new PortMapping(80),
                new PortMapping(81) { HostPort = 8080, Protocol = "udp" },
                new PortMapping(82) { HostPort = 9000, HostAddress = "127.0.0.1" },
                new PortMapping(83) { HostPort = 8083, HostAddress = "127.0.0.1" },
                new PortMapping(84),
            ],
            ports);
    }

    [Fact]
    public void Mounts_are_written_short_or_long()
    {
        var mounts = MemoryFiles.Container(
            "volumes:\n  - data:/data\n  - ./site:/www:ro\n  - /anonymous\n  - {type: tmpfs, target: /t, tmpfs: {size: 1m, mode: 0o700}}\n  - {type: bind, source: ../up, target: /up, bind: {create_host_path: true}}\ntmpfs: /run:size=64k",
            "volumes: {data: {}}\n").Mounts;
        Assert.Equal((MountKind.Volume, "shop_data"), (mounts[0].Kind, mounts[0].Source));
        Assert.Equal((MountKind.Bind, "/shop/site", true, true), (mounts[1].Kind, mounts[1].Source, mounts[1].ReadOnly, mounts[1].CreateSource));
        Assert.Equal((MountKind.Volume, ""), (mounts[2].Kind, mounts[2].Source));
        Assert.Equal((MountKind.Tmpfs, 1048576L, "700"), (mounts[3].Kind, mounts[3].TmpfsSize, mounts[3].TmpfsMode));
        Assert.Equal(("/up", true), (mounts[4].Source, mounts[4].CreateSource));
        Assert.Equal(("/run", 65536L), (mounts[5].Target, mounts[5].TmpfsSize));
    }

    [Fact]
    public void A_health_check_is_read()
    {
        var check = MemoryFiles.Container("healthcheck: {test: curl localhost, interval: 1m30s, timeout: 500ms, retries: 3, start_period: 5s}").Healthcheck!;
        Assert.Equal(["CMD-SHELL", "curl localhost"], check.Test);
        Assert.Equal((90_000_000_000, 500_000_000, 3, 5_000_000_000), (check.Interval, check.Timeout, check.Retries, check.StartPeriod));
        Assert.Equal(["NONE"], MemoryFiles.Container("healthcheck: {disable: true}").Healthcheck!.Test);
    }

    [Fact]
    public void Dependencies_have_conditions()
    {
        var web = MemoryFiles.Service("depends_on: {db: {condition: service_healthy, restart: true}, job: {condition: service_completed_successfully}}", "  db: {image: a}\n  job: {image: a}\n");
        Assert.Equal([new ServiceDependency("db", DependencyCondition.Healthy) { Restart = true }, new ServiceDependency("job", DependencyCondition.Completed)], web.DependsOn);
        Assert.Equal([new ServiceDependency("db")], MemoryFiles.Service("depends_on: [db]", "  db: {image: a}\n").DependsOn);
    }

    [Fact]
    public void Namespaces_of_services_are_those_of_their_first_containers()
    {
        var web = MemoryFiles.Service("network_mode: service:db\nipc: service:db\npid: service:other", "  db: {image: a, container_name: store}\n  other: {image: a}\n");
        Assert.Equal(("container:store", "container:store", "container:shop-other-1"), (web.Container.Network, web.Container.IpcMode, web.Container.PidMode));
        Assert.Equal(["other", "db"], web.DependsOn.Select(dependency => dependency.Service));
    }

    [Fact]
    public void Links_are_other_names_of_services_and_of_containers_elsewhere()
    {
        var web = MemoryFiles.Service("links: [db, 'other:store']\nexternal_links: ['far:away', near]", "  db: {image: a}\n  other: {image: a}\n");
        Assert.Equal(["other:store", "far:away", "near"], web.Container.Endpoint.Links);
        Assert.Equal(["db", "other"], web.DependsOn.Select(dependency => dependency.Service));
    }

    [Fact]
    public void Networks_have_aliases_addresses_and_an_order()
    {
        var web = MemoryFiles.Container("networks:\n  back:\n  front: {aliases: [www], ipv4_address: 10.9.0.5, priority: 10}", "networks: {front: {ipam: {config: [{subnet: 10.9.0.0/24}]}}, back: {external: true}}\n");
        Assert.Equal(("shop_front", "10.9.0.5"), (web.Network, web.Endpoint.Address));
        Assert.Equal(["web", "www"], web.Endpoint.Aliases);
        Assert.Equal(["back"], web.MoreNetworks.Select(choice => choice.Network));
    }

    [Fact]
    public void Limits_of_deploy_go_before_the_services_own()
    {
        var web = MemoryFiles.Service("mem_limit: 1g\ncpus: 2\npids_limit: 5\ndeploy: {replicas: 3, resources: {limits: {memory: 64m, cpus: '0.5'}}, restart_policy: {condition: on-failure, max_attempts: 4}}");
        Assert.Equal((3, 64L << 20, 500_000_000L, 5L), (web.Scale, web.Container.Resources.Memory, web.Container.Resources.NanoCpus, web.Container.Resources.PidsLimit));
        Assert.Equal(new RestartPolicy { Condition = RestartCondition.OnFailure, MaximumRetries = 4 }, web.Container.Restart);
    }

    [Fact]
    public void Secrets_of_files_are_mounted_and_those_of_contents_sent()
    {
        var web = MemoryFiles.Service("secrets: [key, {source: token, target: other, mode: 0400}]\nconfigs: [{source: conf, target: /etc/app.conf}]", "secrets: {key: {file: ./key.txt}, token: {environment: TOKEN}}\nconfigs: {conf: {content: 'a=$TOKEN'}}\n", ("TOKEN", "t"));
        var mount = Assert.Single(web.Container.Mounts);
        Assert.Equal((MountKind.Bind, "/shop/key.txt", "/run/secrets/key", true), (mount.Kind, mount.Source, mount.Target, mount.ReadOnly));
        Assert.Equal(["/run/secrets/other", "/etc/app.conf"], web.Files.Select(file => file.Target));
        Assert.Equal(["t", "a=t"], web.Files.Select(file => System.Text.Encoding.UTF8.GetString(file.Content)));
        Assert.Equal("0400", web.Files[0].Mode);
    }

    [Fact]
    public void Variables_without_a_value_are_the_clients_or_left_out() =>
        Assert.Equal(["A=client", "C="], MemoryFiles.Container("environment: [A, B, C=]", "", ("A", "client")).Environment);

    [Fact]
    public void A_failure_policy_is_of_the_service_or_of_the_file()
    {
        var services = MemoryFiles.Project("x-actorengine: {on-failure: stop-project}\nservices: {a: {image: i}, b: {image: i, x-actorengine: {on-failure: ignore, failures: 2, window: 10s}}}").Settings.Services;
        Assert.Equal(new FailurePolicy { Action = FailureAction.StopProject }, services[0].OnFailure);
        Assert.Equal(new FailurePolicy { Action = FailureAction.Ignore, Failures = 2, WindowSeconds = 10 }, services[1].OnFailure);
    }

    [Fact]
    public void A_build_is_read_and_names_its_image()
    {
        var project = MemoryFiles.Project("services: {web: {build: ./web}, api: {image: mine, build: {context: ., dockerfile: D, target: t, args: [A=1, B], labels: {l: v}}}}", ("B", "2"));
        Assert.Equal(["shop-web", "mine"], project.Settings.Services.Select(service => service.Container.Image.Value));
        Assert.Equal("/shop/web", project.Builds["web"].Context);
        Assert.Equal(("/shop", "D", "t"), (project.Builds["api"].Context, project.Builds["api"].Dockerfile, project.Builds["api"].Target));
        Assert.Equal(new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" }, project.Builds["api"].Arguments);
    }

    [Fact]
    public void Rights_and_surroundings_are_read()
    {
        var web = MemoryFiles.Container("""
            cap_add: [net_admin]
            cap_drop: [ALL]
            devices: ["/dev/null:/dev/zero2:r"]
            dns: 1.1.1.1
            extra_hosts: {db: 10.0.0.1, both: [10.0.0.2, 10.0.0.3]}
            sysctls: [net.ipv4.ip_forward=1]
            ulimits: {nofile: {soft: 10, hard: 20}, nproc: 5}
            security_opt: ["no-new-privileges:true", "apparmor:unconfined"]
            stop_grace_period: 1m
            stop_signal: SIGINT
            labels: [a=b]
            logging: {driver: json-file, options: {max-size: 1m}}
            restart: on-failure:3
            tty: true
            stdin_open: true
            read_only: true
            hostname: h
            shm_size: 1m
            group_add: ["5"]
            """);
        Assert.Equal(["NET_ADMIN"], web.CapAdd);
        Assert.Equal([new DeviceSettings("/dev/null", "/dev/zero2", "r")], web.Devices);
        Assert.Equal(["db:10.0.0.1", "both:10.0.0.2", "both:10.0.0.3"], web.ExtraHosts);
        Assert.Equal("1", web.Sysctls["net.ipv4.ip_forward"]);
        Assert.Equal([new Ulimit("nofile", 10, 20), new Ulimit("nproc", 5, 5)], web.Ulimits);
        Assert.Equal(["no-new-privileges:true", "apparmor=unconfined"], web.SecurityOptions);
        Assert.Equal((60, "SIGINT", "b", "json-file", 3), (web.StopTimeoutSeconds, web.StopSignal, web.Labels["a"], web.Log.Driver, web.Restart.MaximumRetries));
        Assert.Equal((true, true, true, "h", 1L << 20), (web.Tty, web.OpenStdin, web.ReadOnlyRoot, web.Hostname, web.Resources.ShmSize));
    }
}
