namespace ActorEngine.Oci;

/// <summary>The engine's runtimes; the daemon fills it from HOCON.</summary>
public sealed record RuntimeSettings
{
    /// <summary>A runtime's name, or <c>auto</c>.</summary>
    public string Default { get; init; } = "auto";

    /// <summary>Runtimes by name. runc and crun are there without being named.</summary>
    public IReadOnlyList<RuntimeDefinition> Runtimes { get; init; } = [];

    /// <summary>Directory for what runtimes keep of running containers (<c>--root</c>); one below it per runtime.</summary>
    public required string StateRoot { get; init; }

    /// <summary>Directory of the probe's remembered answers.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Longest time for the probe of one runtime.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>A runtime of the operator's.</summary>
/// <param name="Path">Absolute path, or a name to be looked for in PATH.</param>
public sealed record RuntimeDefinition(string Name, string Path)
{
    /// <summary>Arguments before the engine's own, such as <c>--debug</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
