namespace ActorEngine.Builder;

/// <summary>Flags that an instruction knows; taking them one by one leaves what is wrong.</summary>
internal sealed class FlagSet
{
    private readonly InstructionText text;
    private readonly List<Flag> left;
    private readonly List<string> known = [];

    public FlagSet(InstructionText text)
    {
        this.text = text;
        left = [.. text.Flags];
    }

    /// <summary>A flag that may be given once; null where it is not.</summary>
    public string? One(string name)
    {
        IReadOnlyList<string> values = Many(name);
        return values.Count > 1 ? throw text.Wrong($"--{name} stands here {values.Count} times", "the flag once") : values.Count == 0 ? null : values[0];
    }

    public IReadOnlyList<string> Many(string name)
    {
        known.Add(name);
        List<string> values = [];
        foreach (Flag flag in left.Where(flag => flag.Name == name))
            values.Add(flag.Value ?? throw text.Wrong($"--{name} has no value", $"--{name}=VALUE"));
        left.RemoveAll(flag => flag.Name == name);
        return values;
    }

    /// <summary>A switch; null where it is not given.</summary>
    public bool? Switch(string name)
    {
        known.Add(name);
        Flag[] given = [.. left.Where(flag => flag.Name == name)];
        left.RemoveAll(flag => flag.Name == name);
        if (given.Length > 1) throw text.Wrong($"--{name} stands here {given.Length} times", "the flag once");
        return given is [] ? null : given[0].Value?.ToLowerInvariant() switch
        {
            null or "true" => true,
            "false" => false,
            var other => throw text.Wrong($"--{name} is '{other}'", "true or false"),
        };
    }

    /// <summary>Complains about flags that nobody has taken.</summary>
    public void Finish()
    {
        if (left.Count == 0) return;
        string expected = known.Count == 0 ? $"no flags; {text.Keyword} has none" : "one of " + string.Join(", ", known.Order(StringComparer.Ordinal).Select(name => "--" + name));
        throw text.Wrong($"{text.Keyword} has no flag --{left[0].Name}", expected + Suggest.Hint(left[0].Name, known, "--"));
    }
}
