using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Networks beside others: another engine, and a firewall that drops what it does not know.</summary>
public sealed class NeighbourTests
{
    private static readonly string[] Echo = ["nc", "-ll", "-p", "80", "-e", "cat"];

    private static string Pools => $"actorengine.networks.pools = [\"10.{Random.Shared.Next(200, 250)}.0.0/16 26\"]";

    [Fact]
    public async Task Packets_pass_another_programs_forward_chain_that_drops_what_it_does_not_know()
    {
        // A host of its own: a policy like this one would be felt by all that runs on the real one.
        string host = $"aetest-host-{Environment.ProcessId}";
        (await Command.Run("ip", "netns", "add", host)).Expect();
        try
        {
            (await Command.Run("ip", "-n", host, "link", "set", "lo", "up")).Expect();
            (await Inside(host, "nft", "add table ip filter; add chain ip filter FORWARD { type filter hook forward priority 0; policy drop; }")).Expect();
            await using var engine = await Engine.StartNew(wrapper: ["nsenter", $"--net=/run/netns/{host}"], hocon: Pools);
            await using var outside = await Outside.Start(host);
            (await engine.Cli(["run", "-d", "--name", "web", "--network", "bridge", "-p", "8080:80", "busybox", .. Echo])).Expect();
            await Until.True("the port is reached", async () => (await outside.Ask(outside.Host, 8080, "hello")).Text == "hello");
            Assert.Contains("counter packets", (await Inside(host, "nft", "list chain ip filter FORWARD")).Expect());
            // A chain that is made anew, as Docker does at its start, is opened again.
            (await Inside(host, "nft", "flush chain ip filter FORWARD")).Expect();
            await Until.True("the port is reached again", async () => (await outside.Ask(outside.Host, 8080, "again")).Text == "again", 10);
            // A table of another name that ends in a refusal, as firewalld's, and legacy iptables, as of Docker on an older host.
            (await Inside(host, "nft", "add table inet wall; add chain inet wall filter_FORWARD { type filter hook forward priority 10; policy accept; }; add rule inet wall filter_FORWARD reject")).Expect();
            (await Inside(host, "iptables-legacy", "-P", "FORWARD", "DROP")).Expect();
            await Until.True("the port is reached past both", async () => (await outside.Ask(outside.Host, 8080, "past both")).Text == "past both", 10);
            Assert.Contains("-j ACCEPT", (await Inside(host, "iptables-legacy", "-S", "FORWARD")).Expect());
        }
        finally
        {
            await Command.Run("ip", "netns", "del", host);
        }
    }

    [Fact]
    public async Task Two_engines_on_one_host_keep_their_addresses_and_ports_apart()
    {
        string pools = Pools;
        await using var first = await Engine.StartNew(hocon: pools);
        (await first.Cli(["run", "-d", "--name", "web", "--network", "bridge", "-p", "127.0.0.1:30871:80", "busybox", .. Echo])).Expect();
        await using var second = await Engine.StartNew(hocon: pools);
        (await second.Cli(["run", "-d", "--name", "web", "--network", "bridge", "-p", "127.0.0.1:30872:80", "busybox", .. Echo])).Expect();
        Assert.NotEqual(await first.Inspect("web", "{{.NetworkSettings.IPAddress}}"), await second.Inspect("web", "{{.NetworkSettings.IPAddress}}"));
        Assert.Contains("in use by another program", (await second.Cli("run", "--rm", "--network", "bridge", "-p", "30871:80", "busybox", "true")).Error);
        foreach (int port in (int[])[30871, 30872])
            await Until.True($"{port} answers", async () => (await Command.Run("bash", "-c", Outside.Dialogue("127.0.0.1", port, "here"))).Text == "here");
        // One engine's containers are strangers to the other's.
        string address = await first.Inspect("web", "{{.NetworkSettings.IPAddress}}");
        Assert.NotEqual("across", (await second.Cli("run", "--rm", "--network", "bridge", "busybox", "sh", "-c", $"echo across | nc -w 2 {address} 80")).Text);
    }

    private static Task<CommandResult> Inside(string host, params string[] line) => Command.Run("nsenter", [$"--net=/run/netns/{host}", .. line]);
}
