using ActorEngine.Cli.CommandLine;

namespace ActorEngine.Cli.Values;

/// <summary>An option that is given once for each entry of a map, KEY[=VALUE].</summary>
internal static class KeyValues
{
    /// <exception cref="UsageException">An entry has no key.</exception>
    public static Dictionary<string, string> Of(Arguments arguments, string option)
    {
        var map = new Dictionary<string, string>();
        foreach (string entry in arguments.List(option))
        {
            int equals = entry.IndexOf('=');
            if (equals == 0) throw arguments.Wrong(option, $"'{entry}' has no name before '='.");
            map[equals < 0 ? entry : entry[..equals]] = equals < 0 ? "" : entry[(equals + 1)..];
        }

        return map;
    }
}
