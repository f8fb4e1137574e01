using ActorEngine.Cli.CommandLine;

namespace ActorEngine.Cli.Values;

/// <summary>An option that is given once for each family of addresses.</summary>
internal readonly record struct FamilyPair(string? Four, string? Six)
{
    /// <summary>The values of an option, told apart by the colons that all of IPv6 have.</summary>
    public static FamilyPair Of(Arguments arguments, string option)
    {
        var pair = default(FamilyPair);
        foreach (string value in arguments.List(option))
        {
            bool six = value.Contains(':');
            if ((six ? pair.Six : pair.Four) is { } other) throw arguments.Wrong(option, $"'{other}' and '{value}' are both {(six ? "IPv6" : "IPv4")}; a network has one of each family.");
            pair = six ? pair with { Six = value } : pair with { Four = value };
        }

        return pair;
    }
}
