namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>
/// Network namespaces of a test's own, joined by a bridge in one of them; the test itself has a leg in the network. What is lost on the way is a rule in the namespace of the side that
/// would receive it, so that the sender learns nothing.
/// </summary>
internal sealed class NetworkLab : IAsyncDisposable
{
    private static int _count;
    private readonly string _prefix;
    private readonly string _subnet;
    private readonly Dictionary<string, int> _hosts = [];

    private NetworkLab(int number)
    {
        // Names of interfaces have at most 15 letters; the subnet is one that tests of other processes hardly have.
        _prefix = $"ae{Environment.ProcessId % 100_000}n{number}";
        _subnet = $"10.{160 + (Environment.ProcessId % 64)}.{number % 250}";
    }

    /// <summary>The test's own address in the network.</summary>
    public string Own => Address(254);

    public static async Task<NetworkLab> Create(params string[] hosts)
    {
        var lab = new NetworkLab(Interlocked.Increment(ref _count));
        try
        {
            await lab.AddSwitch();
            foreach (var host in hosts)
                await lab.Add(host);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public string Address(string host) => Address(_hosts[host]);

    /// <summary>Put in front of a command line, it runs the command on the host.</summary>
    public string[] Wrapper(string host) => ["nsenter", "--net=/run/netns/" + Space(host)];

    /// <summary>From now on nothing of one host reaches the other; what goes the other way does.</summary>
    public async Task Lose(string from, string to) => await Rule(to, "input", "saddr", Address(from));

    /// <summary>From now on nothing passes between two hosts.</summary>
    public async Task Cut(string one, string other)
    {
        await Lose(one, other);
        await Lose(other, one);
    }

    /// <summary>From now on nothing passes between a host and the test itself.</summary>
    public async Task CutOff(string host)
    {
        await Rule(host, "input", "saddr", Own);
        await Rule(host, "output", "daddr", Own);
    }

    /// <summary>Everything passes again.</summary>
    public async Task Mend()
    {
        foreach (var host in _hosts.Keys)
            await On(host, "nft", "flush", "table", "inet", "loss");
    }

    public async ValueTask DisposeAsync()
    {
        await Command.Run("ip", "link", "del", _prefix);
        foreach (var host in _hosts.Keys.Append("sw"))
            await Command.Run("ip", "netns", "del", Space(host));
    }

    private static async Task Ip(params string[] arguments) => (await Command.Run("ip", arguments)).Expect();

    private async Task AddSwitch()
    {
        await Ip("netns", "add", Space("sw"));
        await Ip("-n", Space("sw"), "link", "add", "br0", "up", "type", "bridge");
        await Ip("link", "add", _prefix, "type", "veth", "peer", "name", "own", "netns", Space("sw"));
        await Ip("-n", Space("sw"), "link", "set", "dev", "own", "master", "br0", "up");
        await Ip("address", "add", Own + "/24", "dev", _prefix);
        await Ip("link", "set", "dev", _prefix, "up");
    }

    private async Task Add(string host)
    {
        _hosts.Add(host, _hosts.Count + 1);
        await Ip("netns", "add", Space(host));
        await Ip("-n", Space(host), "link", "set", "dev", "lo", "up");
        await Ip("-n", Space(host), "link", "add", "eth0", "type", "veth", "peer", "name", host, "netns", Space("sw"));
        await Ip("-n", Space("sw"), "link", "set", "dev", host, "master", "br0", "up");
        await Ip("-n", Space(host), "address", "add", Address(host) + "/24", "dev", "eth0");
        await Ip("-n", Space(host), "link", "set", "dev", "eth0", "up");
        await On(host, "nft", "add table inet loss; add chain inet loss input { type filter hook input priority 0; }; add chain inet loss output { type filter hook output priority 0; }");
    }

    private async Task Rule(string host, string chain, string side, string address) => await On(host, "nft", "add", "rule", "inet", "loss", chain, "ip", side, address, "drop");

    private async Task On(string host, params string[] command) => (await Command.Run("nsenter", ["--net=/run/netns/" + Space(host), .. command])).Expect();

    private string Space(string host) => $"{_prefix}-{host}";

    private string Address(int host) => $"{_subnet}.{host}";
}
