using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Networks with IPv6, several at once, and those of other drivers, with real packets, on a host of the tests' own.</summary>
public sealed class DriverTests(HostedEngine host) : IClassFixture<HostedEngine>
{
    private static readonly string[] Echo = ["nc", "-ll", "-p", "80", "-e", "cat"];

    private Engine Engine => host.Engine;

    [Fact]
    public async Task A_published_port_of_IPv6_is_reached_from_everywhere_and_the_container_reaches_out()
    {
        await using var outside = await Outside.Start(host.Name);
        (await host.Inside("ip", "addr", "add", "2001:db8::1/64", "dev", outside.Link, "nodad")).Expect();
        using (var there = outside.Begin("ip", "addr", "add", "2001:db8::2/64", "dev", "eth0", "nodad")) (await there.Finished()).Expect();
        (await Engine.Cli("network", "create", "--ipv6", "--subnet", "fd12:3456:789a::/64", "wide")).Expect();
        (await Engine.Cli("network", "create", "--ipv6", "other")).Expect();
        (await Engine.Cli(["run", "-d", "--name", "web", "--network", "wide", "--ip6", "fd12:3456:789a::80", "-p", "8080:80", "-p", "[::1]:8081:80", "busybox", .. Echo])).Expect();

        Assert.Equal("0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, [::1]:8081->80/tcp", (await Engine.Cli("ps", "--format", "{{.Ports}}")).Expect());
        Assert.Equal("fd12:3456:789a::80 64 fd12:3456:789a::1", await Engine.Inspect("web", "{{with .NetworkSettings.Networks.wide}}{{.GlobalIPv6Address}} {{.GlobalIPv6PrefixLen}} {{.IPv6Gateway}}{{end}}"));
        Assert.Contains("fd12:3456:789a::80\t", (await Engine.Cli("exec", "web", "cat", "/etc/hosts")).Expect());
        await Until.True("loopback answers", async () => await Ask("::1", 8080, "loopback") == "loopback");
        Assert.Equal("bound", await Ask("::1", 8081, "bound"));
        Assert.Equal("host", await Ask("2001:db8::1", 8080, "host"));
        Assert.Equal("four", await Ask("127.0.0.1", 8080, "four"));
        Assert.Equal("outside", (await outside.Ask("2001:db8::1", 8080, "outside")).Text);
        Assert.NotEqual("closed", (await outside.Ask("2001:db8::1", 8081, "closed")).Text);
        Assert.Equal("itself", (await Engine.Cli("exec", "web", "sh", "-c", "echo itself | nc -w 3 2001:db8::1 8080")).Expect());
        Assert.Equal("across", (await Shell("other", "echo across | nc -w 3 2001:db8::1 8080")).Expect());
        Assert.Equal("same", (await Shell("wide", "echo same | nc -w 3 fd12:3456:789a::80 80")).Expect());
        Assert.NotEqual("past", (await Shell("other", "echo past | nc -w 1 fd12:3456:789a::80 80")).Text);
        Assert.Contains("fd12:3456:789a::80", (await Shell("wide", "nslookup -type=aaaa web; nslookup fd12:3456:789a::80")).Output);

        // The outside sees the host.
        using var server = outside.Begin("busybox", "nc", "-ll", "-p", "7000", "-e", "sh", "-c", "read line; busybox netstat -tn");
        CommandResult seen = new(1, "", "");
        await Until.True("the outside listens", async () => (seen = await Shell("wide", "echo hello | nc -w 3 2001:db8::2 7000")).Output.Contains("7000", StringComparison.Ordinal));
        Assert.Contains("2001:db8::1:", seen.Output);
        server.Kill();
    }

    [Fact]
    public async Task Several_networks_are_given_at_once_and_kept_over_a_restart()
    {
        (await Engine.Cli("network", "create", "--subnet", "10.199.78.0/24", "first")).Expect();
        (await Engine.Cli("network", "create", "--subnet", "10.199.79.0/24", "--ipv6", "back")).Expect();
        (await Engine.Cli("run", "-d", "--name", "both", "--network", "first", "--ip", "10.199.78.9", "--network", "name=back,ip=10.199.79.9,alias=store,mac-address=02:42:aa:bb:cc:dd", "busybox", "sleep", "600")).Expect();
        Assert.Equal("first=10.199.78.9 back=10.199.79.9 ", await Addresses());
        Assert.Equal("first,back", (await Engine.Cli("ps", "--filter", "network=back", "--format", "{{.Networks}}")).Expect());
        Assert.Contains("10.199.79.9", (await Shell("back", "nslookup store")).Output);
        Assert.Contains("02:42:aa:bb:cc:dd", (await Engine.Cli("exec", "both", "ip", "addr", "show", "eth1")).Expect());
        (await Engine.Cli("network", "disconnect", "first", "both")).Expect();
        await Engine.KillDaemon();
        await Engine.StartDaemon();
        (await Engine.Cli("restart", "-t", "0", "both")).Expect();
        Assert.Equal("back=10.199.79.9 ", await Addresses());
        Assert.Contains("given twice", (await Engine.Cli("create", "--network", "first", "--network", "first", "busybox")).Error);

        Task<string> Addresses() => Engine.Inspect("both", "{{range $name, $network := .NetworkSettings.Networks}}{{$name}}={{.IPAddress}} {{end}}");
    }

    [Fact]
    public async Task Containers_stand_on_the_wire_of_a_link_of_the_host()
    {
        await using var outside = await Outside.Start(host.Name);
        using (var there = outside.Begin("sh", "-c", "ip addr add 10.198.5.1/24 dev eth0; ip addr add fd98::1/64 dev eth0 nodad")) (await there.Finished()).Expect();
        (await Engine.Cli("network", "create", "-d", "macvlan", "-o", $"parent={outside.Link}", "--subnet", "10.198.5.0/24", "--ip-range", "10.198.5.128/25", "--ipv6", "--subnet", "fd98::/64", "lan")).Expect();
        (await Engine.Cli(["run", "-d", "--name", "station", "--network", "lan", "--mac-address", "02:42:aa:bb:cc:99", "busybox", .. Echo])).Expect();
        Assert.Equal("10.198.5.128 fd98::2", await Engine.Inspect("station", "{{with .NetworkSettings.Networks.lan}}{{.IPAddress}} {{.GlobalIPv6Address}}{{end}}"));
        await Until.True("it answers", async () => (await outside.Ask("10.198.5.128", 80, "four")).Text == "four");
        Assert.Equal("six", (await outside.Ask("fd98::2", 80, "six")).Text);
        using (var neighbours = outside.Begin("ip", "neigh", "show", "10.198.5.128")) Assert.Contains("02:42:aa:bb:cc:99", (await neighbours.Finished()).Expect());
        Assert.Contains(" 0% packet loss", (await Shell("lan", "ping -c 1 -W 2 10.198.5.128; ip route")).Expect());
        Assert.Contains("nothing to publish", (await Engine.Cli("create", "--network", "lan", "-p", "80:80", "busybox")).Error);
        Assert.Contains("no link nowhere0", (await Engine.Cli("network", "create", "-d", "macvlan", "-o", "parent=nowhere0", "lost")).Error);
        (await Engine.Cli("network", "create", "front")).Expect();
        (await Engine.Cli("network", "connect", "front", "station")).Expect();
        (await Engine.Cli("network", "disconnect", "lan", "station")).Expect();
        Assert.DoesNotContain("eth0", (await Engine.Cli("exec", "station", "ls", "/sys/class/net")).Expect());
        (await Engine.Cli("rm", "-f", "station")).Expect();
        (await Engine.Cli("network", "rm", "lan", "front")).Expect();
    }

    [Fact]
    public async Task Plugins_of_CNI_make_a_containers_link_and_take_it_away()
    {
        string reserved = Path.Combine(host.Lists, "reserved", "wire");
        await File.WriteAllTextAsync(Path.Combine(host.Lists, "10-wire.conflist"), $$"""
            { "cniVersion": "1.0.0", "name": "wire", "plugins": [
              { "type": "bridge", "bridge": "cniwire0", "isGateway": true, "ipMasq": true, "hairpinMode": true,
                "ipam": { "type": "host-local", "dataDir": "{{Path.GetDirectoryName(reserved)}}", "ranges": [[{ "subnet": "10.198.6.0/29" }]], "routes": [{ "dst": "0.0.0.0/0" }] } },
              { "type": "portmap", "capabilities": { "portMappings": true } } ] }
            """);
        await File.WriteAllTextAsync(Path.Combine(host.Lists, "20-broken.conflist"), """{ "cniVersion": "1.0.0", "name": "broken", "plugins": [{ "type": "bridge", "bridge": "cniwire0", "ipam": { "type": "host-local" } }] }""");
        Assert.Contains("it has wire, broken", (await Engine.Cli("network", "create", "-d", "cni", "nowhere")).Error);
        (await Engine.Cli("network", "create", "-d", "cni", "wire")).Expect();
        (await Engine.Cli(["run", "-d", "--name", "plugged", "--network", "wire", "-p", "8090:80", "busybox", .. Echo])).Expect();
        Assert.Equal("10.198.6.2 29 10.198.6.1 cni", await Engine.Inspect("plugged", "{{with .NetworkSettings.Networks.wire}}{{.IPAddress}} {{.IPPrefixLen}} {{.Gateway}}{{end}}") + " " + (await Engine.Cli("network", "inspect", "-f", "{{.Driver}}", "wire")).Expect());
        Assert.True(File.Exists(Path.Combine(reserved, "10.198.6.2")));
        await using (var outside = await Outside.Start(host.Name))
            await Until.True("the port is reached", async () => (await outside.Ask(outside.Host, 8090, "mapped")).Text == "mapped");
        Assert.Contains("held by container plugged", (await Engine.Cli("run", "--rm", "--network", "wire", "-p", "8090:80", "busybox", "true")).Error);
        Assert.False(File.Exists(Path.Combine(reserved, "10.198.6.3")));

        // Its end while the daemon is down is seen to by the next one.
        int pid = int.Parse(await Engine.Inspect("plugged", "{{.State.Pid}}"));
        await Engine.KillDaemon();
        Engine.Kill("KILL", pid);
        await Engine.StartDaemon();
        await Until.True("the address is free", () => !File.Exists(Path.Combine(reserved, "10.198.6.2")));
        await Until.True("nothing is left to delete", () => Directory.GetFiles(Path.Combine(Engine.State, "cni")).Length == 0);
        Assert.DoesNotContain("8090", (await host.Inside("iptables-save", "-t", "nat")).Output);

        (await Engine.Cli("network", "create", "-d", "cni", "broken")).Expect();
        var refused = await Engine.Cli("run", "--rm", "--network", "broken", "busybox", "true");
        Assert.Equal(125, refused.ExitCode);
        Assert.Contains("the CNI plugin bridge refused ADD", refused.Error);
        Assert.Contains("publishes ports", (await Engine.Cli("create", "--network", "broken", "-p", "80:80", "busybox")).Error);
        (await Engine.Cli("rm", "-f", "plugged")).Expect();
        (await Engine.Cli("network", "rm", "wire", "broken")).Expect();
    }

    [Fact]
    public async Task A_CNI_plugin_that_talks_garbage_fails_its_own_container_alone()
    {
        string plugin = Path.Combine(host.Lists, "odd");
        await File.WriteAllTextAsync(Path.Combine(host.Lists, "30-odd.conflist"), """{ "cniVersion": "1.0.0", "name": "odd", "plugins": [{ "type": "odd" }] }""");
        await Script("true");
        (await Engine.Cli("network", "create", "-d", "cni", "odd")).Expect();
        foreach (var (script, why) in ((string, string)[])[("head -c 3000 /dev/urandom", "no JSON object"), ("yes", "said more than"), ("kill -9 $$", "refused ADD"), ("exec 1>&-; exit 0", "")])
        {
            await Script($"[ $CNI_COMMAND = DEL ] || {{ {script}; }}");
            var run = await Engine.Cli("run", "--rm", "--network", "odd", "busybox", "echo", "ran");
            if (why.Length == 0) Assert.Equal("ran", run.Expect());
            else Assert.Contains(why, run.Error);
        }

        // An answer comes before the cleaning up does.
        await Until.True("nothing is left to delete", () => Directory.GetFiles(Path.Combine(Engine.State, "cni")).Length == 0);
        // What it cannot delete is deleted later, and nothing else waits for it.
        await Script("[ $CNI_COMMAND = ADD ] || { echo '{'; exit 1; }");
        Assert.Equal("ran", (await Engine.Cli("run", "--rm", "--network", "odd", "busybox", "echo", "ran")).Expect());
        Assert.Contains("inet ", (await Engine.Cli("run", "--rm", "busybox", "ip", "addr")).Expect());
        await Script("true");
        await Engine.KillDaemon();
        await Engine.StartDaemon();
        await Until.True("nothing is left to delete", () => Directory.GetFiles(Path.Combine(Engine.State, "cni")).Length == 0);
        (await Engine.Cli("network", "rm", "odd")).Expect();

        async Task Script(string text)
        {
            await File.WriteAllTextAsync(plugin, $"#!/bin/sh\n{text}\n");
            File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private Task<CommandResult> Shell(string network, string script) => Engine.Cli("run", "--rm", "--network", network, "busybox", "sh", "-c", script);

    private async Task<string> Ask(string address, int port, string line) => (await host.Inside("bash", "-c", Outside.Dialogue(address, port, line))).Text;
}
