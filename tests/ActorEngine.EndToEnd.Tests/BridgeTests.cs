using System.Net.Sockets;
using System.Text;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Bridge networks with real packets: in, out, across, and over the death of the daemon.</summary>
public sealed class BridgeTests : IAsyncLifetime
{
    // Says back what it hears, to one after the other.
    private static readonly string[] Echo = ["nc", "-ll", "-p", "80", "-e", "cat"];
    private readonly int _port = Random.Shared.Next(20_000, 30_000);
    private Engine _engine = null!;

    public async Task InitializeAsync() => _engine = await Engine.StartNew(hocon: $"actorengine.networks.pools = [\"10.{Random.Shared.Next(200, 250)}.0.0/16 26\"]");

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_container_reaches_its_gateway_and_the_outside_which_sees_the_host()
    {
        await using var outside = await Outside.Start();
        using var server = outside.Begin("busybox", "nc", "-ll", "-p", "7000", "-e", "sh", "-c", "read line; echo got $line; busybox netstat -tn");
        string gateway = await Gateway("bridge");
        Assert.Contains(" 0% packet loss", (await Run("bridge", "ping", "-c", "1", "-W", "2", gateway)).Expect());
        CommandResult answer = new(1, "", "");
        await Until.True("the outside listens", async () => (answer = await RunShell("bridge", $"echo hello | nc -w 3 {outside.Self} 7000")).ExitCode == 0 && answer.Output.Contains("got hello"));
        Assert.Contains($"{outside.Host}:", answer.Output);
        server.Kill();
    }

    [Fact]
    public async Task A_published_port_is_reached_from_outside_from_the_host_from_others_and_from_itself()
    {
        await using var outside = await Outside.Start();
        await Serve("web", "bridge", "-p", $"{_port}:80");
        Assert.Contains($"0.0.0.0:{_port}->80/tcp", (await _engine.Cli("ps", "--format", "{{.Ports}}")).Expect());
        Assert.Equal("outside", (await outside.Ask(outside.Host, _port, "outside")).Expect());
        Assert.Equal("loopback", await Ask("127.0.0.1", "loopback"));
        Assert.Equal("host", await Ask(outside.Host, "host"));
        Assert.Equal("other", (await RunShell("bridge", $"echo other | nc -w 3 {outside.Host} {_port}")).Expect());
        Assert.Equal("itself", (await _engine.Cli("exec", "web", "sh", "-c", $"echo itself | nc -w 3 {outside.Host} {_port}")).Expect());
        (await _engine.Cli("network", "create", "front")).Expect();
        Assert.Equal("across", (await RunShell("front", $"echo across | nc -w 3 {outside.Host} {_port}")).Expect());
    }

    [Fact]
    public async Task A_port_on_one_address_is_on_no_other_and_conflicts_are_named()
    {
        await using var outside = await Outside.Start();
        await Serve("web", "bridge", "-p", $"127.0.0.1:{_port}:80");
        Assert.Equal("mine", await Ask("127.0.0.1", "mine"));
        Assert.NotEqual(0, (await outside.Ask(outside.Host, _port, "theirs")).ExitCode);
        var second = await _engine.Cli("run", "--rm", "--network", "bridge", "-p", $"{_port}:80", "busybox", "true");
        Assert.Equal(125, second.ExitCode);
        Assert.Contains($"Port {_port}/tcp is held by container web", second.Error);
        using var listener = new TcpListener(System.Net.IPAddress.Any, _port + 1);
        listener.Start();
        Assert.Contains("in use by another program", (await _engine.Cli("run", "--rm", "--network", "bridge", "-p", $"{_port + 1}:80", "busybox", "true")).Error);
    }

    [Fact]
    public async Task Networks_do_not_reach_each_other_and_an_internal_one_reaches_nothing()
    {
        await using var outside = await Outside.Start();
        (await _engine.Cli("network", "create", "front")).Expect();
        (await _engine.Cli("network", "create", "--internal", "vault")).Expect();
        await Serve("web", "front");
        await Serve("safe", "vault");
        string web = await Address("web", "front"), safe = await Address("safe", "vault");
        Assert.Equal("same", (await RunShell("front", $"echo same | nc -w 3 {web} 80")).Expect());
        Assert.Equal("same", (await RunShell("vault", $"echo same | nc -w 3 {safe} 80")).Expect());
        Assert.NotEqual("across", (await RunShell("bridge", $"echo across | nc -w 2 {web} 80")).Text);
        Assert.NotEqual("in", (await RunShell("front", $"echo in | nc -w 2 {safe} 80")).Text);
        using var server = outside.Begin("busybox", "nc", "-ll", "-p", "7001", "-e", "cat");
        await Until.True("the outside answers", async () => (await RunShell("front", $"echo out | nc -w 3 {outside.Self} 7001")).Text == "out");
        Assert.NotEqual("out", (await RunShell("vault", $"ip route add default via {await Gateway("vault")} 2>/dev/null; echo out | nc -w 2 {outside.Self} 7001")).Text);
        server.Kill();
    }

    [Fact]
    public async Task A_connection_stays_open_while_the_daemon_is_killed_and_started_again()
    {
        await Serve("web", "bridge", "-p", $"{_port}:80");
        await Until.True("it answers", async () => await Ask("127.0.0.1", "ready") == "ready");
        using var client = new TcpClient("127.0.0.1", _port);
        await Say(client, "before");
        await _engine.KillDaemon();
        await Say(client, "while it is down");
        await _engine.StartDaemon();
        await Say(client, "after");
        Assert.Contains($"0.0.0.0:{_port}->80/tcp", (await _engine.Cli("ps", "--format", "{{.Ports}}")).Expect());
        Assert.Equal("fresh", await Ask("127.0.0.1", "fresh", wait: true));
    }

    [Fact]
    public async Task Rules_that_are_flushed_come_back_and_are_reported()
    {
        await Serve("web", "bridge", "-p", $"{_port}:80");
        await Until.True("it answers", async () => await Ask("127.0.0.1", "ready") == "ready");
        (await Command.Run("nft", "delete", "table", "inet", Table)).Expect();
        Assert.NotEqual("gone", await Ask("127.0.0.1", "gone"));
        await Until.True("the rules are back", async () => await Ask("127.0.0.1", "back") == "back", 10);
        Assert.Contains("firewall table", (await _engine.Cli("events", "--since", "1h", "--until", "0s", "--filter", "event=repair")).Expect());
    }

    [Fact]
    public async Task Nothing_of_a_network_is_left_behind_a_container_that_died_or_was_removed()
    {
        await Serve("web", "bridge", "-p", $"{_port}:80");
        await Serve("db", "bridge");
        string pid = await _engine.Inspect("web", "{{.State.Pid}}");
        Engine.Kill("KILL", int.Parse(pid));
        await _engine.WaitForStatus("web", "exited");
        (await _engine.Cli("rm", "-f", "db")).Expect();
        await Until.True("links and namespaces are gone", () => Links("av").Length == 0 && Directory.GetFiles(Path.Combine(_engine.Run, "netns")).Length == 0);
        Assert.DoesNotContain($"{_port}", (await Command.Run("nft", "list", "table", "inet", Table)).Expect());
        (await _engine.Cli("start", "web")).Expect();
        Assert.Equal("again", await Ask("127.0.0.1", "again", wait: true));
    }

    [Fact]
    public async Task A_running_container_is_connected_to_a_network_and_disconnected()
    {
        (await _engine.Cli("network", "create", "front")).Expect();
        (await _engine.Cli("network", "create", "back")).Expect();
        await Serve("web", "front", "-p", $"{_port}:80");
        await Until.True("it answers", async () => await Ask("127.0.0.1", "ready") == "ready");
        (await _engine.Cli("network", "connect", "back", "web")).Expect();
        Assert.Equal("second", (await RunShell("back", $"echo second | nc -w 3 {await Address("web", "back")} 80")).Expect());
        (await _engine.Cli("network", "disconnect", "front", "web")).Expect();
        Assert.Equal("moved", await Ask("127.0.0.1", "moved"));
        Assert.Contains("has active endpoints (web)", (await _engine.Cli("network", "rm", "back")).Error);
        (await _engine.Cli("restart", "-t", "0", "web")).Expect();
        Assert.Equal("back", await _engine.Inspect("web", "{{range $name, $network := .NetworkSettings.Networks}}{{$name}}{{end}}"));
        (await _engine.Cli("rm", "-f", "web")).Expect();
        Assert.Equal("back\nfront", (await _engine.Cli("network", "prune")).Expect());
    }

    [Fact]
    public async Task Addresses_names_and_the_network_of_another_container_are_as_asked_for()
    {
        (await _engine.Cli("network", "create", "--subnet", "10.199.77.0/24", "front")).Expect();
        string hosts = (await _engine.Cli("run", "--rm", "--network", "front", "--ip", "10.199.77.9", "--mac-address", "02:42:aa:bb:cc:dd", "--hostname", "db",
            "--add-host", "gate:host-gateway", "busybox", "sh", "-c", "cat /etc/hosts; ip addr show eth0; ip route")).Expect();
        Assert.Contains("10.199.77.9\tdb", hosts);
        Assert.Contains("10.199.77.1\tgate", hosts);
        Assert.Contains("02:42:aa:bb:cc:dd", hosts);
        Assert.Contains("default via 10.199.77.1", hosts);
        await Serve("web", "front");
        Assert.Equal("shared", (await RunShell("container:web", "echo shared | nc -w 3 127.0.0.1 80")).Expect());
        // And its names: those it was given, its own, and its name servers.
        string files = "cat /etc/hosts /etc/hostname /etc/resolv.conf";
        Assert.Equal((await _engine.Cli("exec", "web", "sh", "-c", files)).Expect(), (await RunShell("container:web", files)).Expect());
        Assert.Contains("does not run", (await _engine.Cli("run", "--rm", "--network", "container:" + (await _engine.Cli("create", "busybox", "true")).Expect(), "busybox", "true")).Error);
        Assert.Contains("network nowhere not found", (await _engine.Cli("run", "--rm", "--network", "nowhere", "busybox", "true")).Error);
    }

    [Fact]
    public async Task Containers_of_a_network_find_each_other_by_name_also_while_the_daemon_is_down()
    {
        (await _engine.Cli("network", "create", "front")).Expect();
        await Serve("web", "front", "--network-alias", "www");
        string address = await Address("web", "front");
        (await _engine.Cli("run", "-d", "--name", "asker", "--network", "front", "busybox", "sleep", "600")).Expect();
        int pid = int.Parse(await _engine.Inspect("asker", "{{.State.Pid}}"));
        foreach (string name in (string[])["web", "www", "web.front", (await _engine.Inspect("web", "{{.Id}}"))[..12]])
            Assert.Contains(address, await Resolve(pid, name));
        Assert.Contains("web.front", await Resolve(pid, address));
        await _engine.KillDaemon();
        Assert.Contains(address, await Resolve(pid, "web"));
        await _engine.StartDaemon();
        (await _engine.Cli("rename", "web", "shop")).Expect();
        await Until.True("the new name is known", async () => (await Resolve(pid, "shop")).Contains(address, StringComparison.Ordinal));
        (await _engine.Cli("rm", "-f", "shop")).Expect();
        await Until.True("the name is gone", async () => !(await Resolve(pid, "shop")).Contains(address, StringComparison.Ordinal));
    }

    // The test's own program would ask with this host's resolv.conf.
    private static async Task<string> Resolve(int pid, string name) =>
        (await Command.Run("nsenter", "-t", $"{pid}", "-n", "-m", "/bin/nslookup", name)).Output;

    private string Table => "actorengine_" + Digits;

    private string Digits => string.Concat(File.ReadAllText(Path.Combine(_engine.State, "engine-id")).Where(char.IsAsciiHexDigit));

    private string[] Links(string kind) => [.. Directory.GetFileSystemEntries("/sys/class/net").Select(path => Path.GetFileName(path)!).Where(name => name.StartsWith($"{kind}{Digits[..5]}-", StringComparison.Ordinal))];

    private async Task Serve(string name, string network, params string[] options) =>
        (await _engine.Cli(["run", "-d", "--name", name, "--network", network, .. options, "busybox", .. Echo])).Expect();

    private Task<CommandResult> Run(string network, params string[] line) => _engine.Cli(["run", "--rm", "--network", network, "busybox", .. line]);

    // Server and client come up together: an early client asks again.
    private Task<CommandResult> RunShell(string network, string script) => Run(network, "sh", "-c", script);

    private async Task<string> Ask(string address, string line, bool wait = false)
    {
        string answer = "";
        await Until.True($"{address} answers", async () => (answer = (await Command.Run("bash", "-c", Outside.Dialogue(address, _port, line))).Text) == line || !wait);
        return answer;
    }

    private Task<string> Address(string container, string network) => _engine.Inspect(container, $"{{{{(index .NetworkSettings.Networks \"{network}\").IPAddress}}}}");

    private async Task<string> Gateway(string network) => (await _engine.Cli("network", "inspect", "--format", "{{range .IPAM.Config}}{{.Gateway}}{{end}}", network)).Expect();

    private static async Task Say(TcpClient client, string line)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        byte[] bytes = Encoding.ASCII.GetBytes(line + "\n"), answer = new byte[bytes.Length];
        await client.GetStream().WriteAsync(bytes, patience.Token);
        await client.GetStream().ReadExactlyAsync(answer, patience.Token);
        Assert.Equal(bytes, answer);
    }
}
