using ActorEngine.Linux;

namespace ActorEngine.Networking;

/// <summary>The engine's table of rules in the kernel, and whether it is as it was left. Used on the network's thread alone.</summary>
internal sealed class Firewall(EngineTag tag) : IDisposable
{
    private readonly LegacyTables legacy = new(tag);

    /// <summary>What was found when nobody asked.</summary>
    private readonly List<string> unsaid = [];
    private NftablesContext? nft;
    private RulesetGeneration? generation;

    /// <summary>The rule set's generation after our last change; 0 = others may have changed it since.</summary>
    private uint known;

    /// <summary>How the table was listed when we last looked; null = we changed it since.</summary>
    private string? listing;

    /// <summary>Where the name server takes questions; 0 = nowhere.</summary>
    public int ResolverPort { get; set; }

    private NftablesContext Nft => nft ??= NftablesContext.Open();

    private RulesetGeneration Generation => generation ??= new RulesetGeneration();

    /// <summary>Writes the whole table.</summary>
    public void Write(NetworksState state)
    {
        unsaid.AddRange(legacy.Pass());
        Nft.Run(FirewallScript.Table(tag, state, ResolverPort));
        known = Generation.Read();
        listing = null;
        PassOthers();
    }

    /// <summary>Makes a small change; where the table is not as it should be, it is written whole.</summary>
    public void Change(string script, NetworksState state)
    {
        if (script.Length == 0) return;
        uint before = Generation.Read();
        if (!Nft.TryRun(script, out _, out _))
        {
            Write(state);
            return;
        }

        // One transaction is one step; more than that was somebody else's too.
        uint now = Generation.Read();
        known = before == known && now == before + 1 ? now : 0;
        listing = null;
    }

    /// <summary>Looks whether another program touched the table, and writes it anew if so. Costs one small question where nothing changed.</summary>
    public IReadOnlyList<string> Check(NetworksState state)
    {
        IReadOnlyList<string> findings = [.. unsaid, .. legacy.Pass(), .. CheckTable(state)];
        unsaid.Clear();
        return findings;
    }

    private IReadOnlyList<string> CheckTable(NetworksState state)
    {
        uint now = Generation.Read();
        if (now == known)
        {
            listing ??= List();
            return [];
        }

        string current = List();
        known = now;
        PassOthers();
        if (current == listing) return [];
        bool trusted = listing is not null;
        Write(state);
        // Nobody came in between, so this is what we wrote: the next change of another program's is told even where others change their own all the time.
        string written = List();
        if (Generation.Read() == known) listing = written;
        if (current.Length == 0) return ["Another program removed the engine's firewall table; it is written anew."];
        return trusted ? ["Another program changed the engine's firewall table; it is written anew."] : [];
    }

    public void Dispose()
    {
        nft?.Dispose();
        generation?.Dispose();
    }

    private string List() => Nft.TryRun($"list table inet {tag.Table}", out string text, out _) ? RulesetListing.Normalize(text) : "";

    // A chain that drops what it does not know, as Docker's, drops ours too, whatever our own table says.
    private void PassOthers()
    {
        if (!Nft.TryRun("list chains", out string all, out _)) return;
        foreach (ForeignChain chain in ForeignChains.Forwarding(all, tag))
        {
            // One that went meanwhile blocks nobody.
            if (!Nft.TryRun($"list chain {chain.Place} {chain.Name}", out string rules, out _) || !ForeignChains.Blocks(rules, tag)) continue;
            if (Nft.TryRun(FirewallScript.Accept(tag, chain.Place, chain.Name), out _, out _)) known = Generation.Read();
        }
    }
}
