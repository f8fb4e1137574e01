namespace ActorEngine.Networking;

/// <summary>The FORWARD chain of legacy iptables, as <c>iptables-legacy -S FORWARD</c> prints it. Pure.</summary>
internal static class LegacyChain
{
    /// <summary>True where the chain drops what it does not know and this engine's packets are not let through.</summary>
    public static bool Blocks(string listing, EngineTag tag)
    {
        string[] lines = listing.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Contains(Rule("-A", "-i", tag)) && lines.Contains(Rule("-A", "-o", tag))) return false;
        return lines.Contains("-P FORWARD DROP") || (lines.Length > 1 && (lines[^1] == "-A FORWARD -j DROP" || lines[^1].StartsWith("-A FORWARD -j REJECT", StringComparison.Ordinal)));
    }

    /// <summary>Arguments that let the engine's packets through, a line for each rule.</summary>
    public static IReadOnlyList<string> Openings(EngineTag tag) => [Rule("-I", "-o", tag), Rule("-I", "-i", tag)];

    private static string Rule(string verb, string side, EngineTag tag) => $"{verb} FORWARD {side} {tag.BridgePrefix}+ -j ACCEPT";
}
