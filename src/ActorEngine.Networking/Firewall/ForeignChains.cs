using System.Text.RegularExpressions;

namespace ActorEngine.Networking;

/// <summary>A chain of another program, by the names nft calls it.</summary>
internal readonly record struct ForeignChain(string Family, string Table, string Name)
{
    public string Place => $"{Family} {Table}";
}

/// <summary>
/// Chains of other programs that forwarded packets pass, as nft(8) lists them: a packet goes on only where all of them let it, whatever
/// the engine's own table says. Pure.
/// </summary>
internal static partial class ForeignChains
{
    /// <summary>Chains that see forwarded packets of IPv4 or IPv6, out of a listing of all chains without their rules.</summary>
    public static IReadOnlyList<ForeignChain> Forwarding(string listing, EngineTag tag)
    {
        List<ForeignChain> found = [];
        string family = "", table = "", chain = "";
        foreach (string raw in listing.Split('\n'))
        {
            string line = raw.Trim();
            if (line.Split(' ') is ["table", var kind, var name, "{"]) (family, table) = (kind, name);
            else if (line.Split(' ') is ["chain", var inner, "{"]) chain = inner;
            else if (line.StartsWith("type filter hook forward ", StringComparison.Ordinal) && family is "ip" or "ip6" or "inet" && table != tag.Table) found.Add(new ForeignChain(family, table, chain));
        }

        return found;
    }

    /// <summary>True where a chain drops what it does not know and this engine's packets are not let through.</summary>
    public static bool Blocks(string chain, EngineTag tag)
    {
        if (chain.Contains($"\"{tag.BridgePrefix}*\"", StringComparison.Ordinal)) return false;
        if (chain.Contains("policy drop", StringComparison.Ordinal)) return true;
        string last = chain.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0 && line != "}") ?? "";
        return EndOfChain().IsMatch(last);
    }

    // A last rule without a condition is a policy by another name, as firewalld has it.
    [GeneratedRegex("^(counter( packets [0-9]+ bytes [0-9]+)? )?(drop|reject( with [a-z0-9 -]+)?)( comment \".*\")?$")]
    private static partial Regex EndOfChain();
}
