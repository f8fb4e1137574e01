namespace ActorEngine.Builder;

/// <summary>What of a Dockerfile's style is looked at: the value of the directive <c>check</c>, as <c>skip=RULE,RULE;error=true</c>.</summary>
internal sealed record CheckSettings(IReadOnlyList<string> Skipped, bool IsError)
{
    private const string Form = "skip=RULE,... or skip=all, and error=true, with ';' between them";

    public static CheckSettings Default { get; } = new([], IsError: false);

    public static CheckSettings Parse(SourcePlace place, string text)
    {
        CheckSettings settings = Default;
        foreach (string part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            settings = (pair[0], pair.Length > 1 ? pair[1].ToLowerInvariant() : "") switch
            {
                ("skip", not "") => settings with { Skipped = [.. pair[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] },
                ("error", "true" or "1") => settings with { IsError = true },
                ("error", "false" or "0") => settings with { IsError = false },
                // Rules that are not settled yet elsewhere; there are none here.
                ("experimental", not "") => settings,
                _ => throw new DockerfileException(place, $"check has '{part}'", Form),
            };
        }

        return settings;
    }

    public bool Skips(string rule) => Skipped.Any(name => name.Equals(rule, StringComparison.OrdinalIgnoreCase) || name.Equals("all", StringComparison.OrdinalIgnoreCase));
}
