using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Networks with IPv6, with real packets, in a network namespace that plays the host: its forwarding and its addresses are the test's own.</summary>
public sealed class Ipv6Tests : IAsyncLifetime
{
    private static readonly string[] Echo = ["nc", "-ll", "-p", "80", "-e", "cat"];
    private readonly string _host = $"aetest-six-{Environment.ProcessId}";
    private Engine _engine = null!;

    public async Task InitializeAsync()
    {
        (await Command.Run("ip", "netns", "add", _host)).Expect();
        (await Command.Run("ip", "-n", _host, "link", "set", "lo", "up")).Expect();
        _engine = await Engine.StartNew(wrapper: ["nsenter", $"--net=/run/netns/{_host}"], hocon: $"actorengine.networks.pools = [\"10.{Random.Shared.Next(200, 250)}.0.0/16 26\"]");
        // What another program's chains drop there is let through too.
        (await Inside("nft", "add table ip6 filter; add chain ip6 filter FORWARD { type filter hook forward priority 0; policy drop; }")).Expect();
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        await Command.Run("ip", "netns", "del", _host);
    }

    [Fact]
    public async Task A_published_port_of_IPv6_is_reached_from_everywhere_and_the_container_reaches_out()
    {
        await using var outside = await Outside.Start(_host);
        (await Inside("ip", "addr", "add", "2001:db8::1/64", "dev", outside.Link, "nodad")).Expect();
        using (var there = outside.Begin("ip", "addr", "add", "2001:db8::2/64", "dev", "eth0", "nodad")) (await there.Finished()).Expect();
        (await _engine.Cli("network", "create", "--ipv6", "--subnet", "fd12:3456:789a::/64", "wide")).Expect();
        (await _engine.Cli("network", "create", "--ipv6", "other")).Expect();
        (await _engine.Cli(["run", "-d", "--name", "web", "--network", "wide", "--ip6", "fd12:3456:789a::80", "-p", "8080:80", "-p", "[::1]:8081:80", "busybox", .. Echo])).Expect();

        Assert.Equal("0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, [::1]:8081->80/tcp", (await _engine.Cli("ps", "--format", "{{.Ports}}")).Expect());
        Assert.Equal("fd12:3456:789a::80 64 fd12:3456:789a::1", await _engine.Inspect("web", "{{with .NetworkSettings.Networks.wide}}{{.GlobalIPv6Address}} {{.GlobalIPv6PrefixLen}} {{.IPv6Gateway}}{{end}}"));
        Assert.Contains("fd12:3456:789a::80\t", (await _engine.Cli("exec", "web", "cat", "/etc/hosts")).Expect());
        await Until.True("loopback answers", async () => await Ask("::1", 8080, "loopback") == "loopback");
        Assert.Equal("bound", await Ask("::1", 8081, "bound"));
        Assert.Equal("host", await Ask("2001:db8::1", 8080, "host"));
        Assert.Equal("four", await Ask("127.0.0.1", 8080, "four"));
        Assert.Equal("outside", (await outside.Ask("2001:db8::1", 8080, "outside")).Text);
        Assert.NotEqual("closed", (await outside.Ask("2001:db8::1", 8081, "closed")).Text);
        Assert.Equal("itself", (await _engine.Cli("exec", "web", "sh", "-c", "echo itself | nc -w 3 2001:db8::1 8080")).Expect());
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
        (await _engine.Cli("network", "create", "--subnet", "10.199.78.0/24", "front")).Expect();
        (await _engine.Cli("network", "create", "--subnet", "10.199.79.0/24", "--ipv6", "back")).Expect();
        (await _engine.Cli("run", "-d", "--name", "both", "--network", "front", "--ip", "10.199.78.9", "--network", "name=back,ip=10.199.79.9,alias=store,mac-address=02:42:aa:bb:cc:dd", "busybox", "sleep", "600")).Expect();
        Assert.Equal("back=10.199.79.9 front=10.199.78.9 ", await Addresses());
        Assert.Contains("10.199.79.9", (await Shell("back", "nslookup store")).Output);
        Assert.Contains("02:42:aa:bb:cc:dd", (await _engine.Cli("exec", "both", "ip", "addr", "show", "eth1")).Expect());
        (await _engine.Cli("network", "disconnect", "front", "both")).Expect();
        await _engine.KillDaemon();
        await _engine.StartDaemon();
        (await _engine.Cli("restart", "-t", "0", "both")).Expect();
        Assert.Equal("back=10.199.79.9 ", await Addresses());
        Assert.Contains("given twice", (await _engine.Cli("create", "--network", "front", "--network", "front", "busybox")).Error);

        Task<string> Addresses() => _engine.Inspect("both", "{{range $name, $network := .NetworkSettings.Networks}}{{$name}}={{.IPAddress}} {{end}}");
    }

    private Task<CommandResult> Inside(params string[] line) => Command.Run("nsenter", [$"--net=/run/netns/{_host}", .. line]);

    private Task<CommandResult> Shell(string network, string script) => _engine.Cli("run", "--rm", "--network", network, "busybox", "sh", "-c", script);

    private async Task<string> Ask(string address, int port, string line) => (await Inside("bash", "-c", Outside.Dialogue(address, port, line))).Text;
}
