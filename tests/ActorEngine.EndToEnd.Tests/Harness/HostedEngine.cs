namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>An engine in a network namespace that plays its host: forwarding, addresses and firewalls there are the tests' own. One for a class of tests.</summary>
public sealed class HostedEngine : IAsyncLifetime
{
    /// <summary>What containers get that name no network; null = what the tests' engines give.</summary>
    internal string? Network { get; init; }

    /// <summary>Name of the namespace.</summary>
    public string Name { get; } = $"aetest-host-{Environment.ProcessId}-{Random.Shared.Next(100_000)}";

    internal Engine Engine { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (await Command.Run("ip", "netns", "add", Name)).Expect();
        (await Command.Run("ip", "-n", Name, "link", "set", "lo", "up")).Expect();
        // What another program drops there is let through.
        (await Inside("nft", "add table ip6 filter; add chain ip6 filter FORWARD { type filter hook forward priority 0; policy drop; }")).Expect();
        Directory.CreateDirectory(Lists);
        Engine = await Engine.StartNew(wrapper: ["nsenter", $"--net=/run/netns/{Name}"], hocon: $"actorengine.networks.pools = [\"10.{Random.Shared.Next(200, 250)}.0.0/16 26\"]\n{Configuration}", network: Network);
    }

    public async Task DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Command.Run("ip", "netns", "del", Name);
        Directory.Delete(Lists, recursive: true);
    }

    /// <summary>Where the engine looks for CNI configuration lists, and for plugins that the machine does not have.</summary>
    public string Lists { get; } = Path.Combine(Path.GetTempPath(), $"aetest-cni-{Guid.NewGuid().ToString("N")[..8]}");

    private string Configuration => $"actorengine.networks.cni-configuration = \"{Lists}\"\nactorengine.networks.cni-plugins = [\"/usr/lib/cni\", \"/opt/cni/bin\", \"{Lists}\"]";

    /// <summary>Runs a program on that host.</summary>
    internal Task<CommandResult> Inside(params string[] line) => Command.Run("nsenter", [$"--net=/run/netns/{Name}", .. line]);
}
