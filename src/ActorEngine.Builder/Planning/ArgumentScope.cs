namespace ActorEngine.Builder;

/// <summary>Build arguments: what the request gives, the platform's own, those before the first FROM, and which were used.</summary>
internal sealed class ArgumentScope
{
    private static readonly string[] Proxies = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"];
    private readonly PlanOptions options;
    private readonly Dictionary<string, string> platform;
    private readonly Dictionary<string, string?> globals = new(StringComparer.Ordinal);
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    public ArgumentScope(PlanOptions options, string targetStage)
    {
        this.options = options;
        platform = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BUILDPLATFORM"] = options.BuildPlatform.ToString(),
            ["BUILDOS"] = options.BuildPlatform.Os,
            ["BUILDARCH"] = options.BuildPlatform.Architecture,
            ["BUILDVARIANT"] = options.BuildPlatform.Variant ?? "",
            ["TARGETPLATFORM"] = options.Platform.ToString(),
            ["TARGETOS"] = options.Platform.Os,
            ["TARGETARCH"] = options.Platform.Architecture,
            ["TARGETVARIANT"] = options.Platform.Variant ?? "",
            ["TARGETSTAGE"] = targetStage,
        };
    }

    /// <summary>Proxies that the request gives: for RUN, and part of no image and no cache key.</summary>
    public IReadOnlyList<string> ProxyVariables =>
        [.. options.Arguments.Where(pair => IsProxy(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")];

    /// <summary>Arguments that the request gives and nothing asked for.</summary>
    public IReadOnlyList<string> Unused =>
        [.. options.Arguments.Keys.Where(name => !used.Contains(name) && !IsProxy(name) && name != "SOURCE_DATE_EPOCH" && !name.StartsWith("BUILDKIT_", StringComparison.Ordinal) && !platform.ContainsKey(name)).Order(StringComparer.Ordinal)];

    /// <summary>Declares an argument before the first FROM.</summary>
    public void DeclareGlobal(string name, Func<string?> otherwise) => globals[name] = Given(name) ?? otherwise() ?? platform.GetValueOrDefault(name);

    /// <summary>A variable as FROM sees it.</summary>
    public string? FindGlobal(string name) => globals.TryGetValue(name, out string? value) ? value : platform.GetValueOrDefault(name);

    /// <summary>The value of an argument that a stage declares.</summary>
    public string? Resolve(string name, Func<string?> otherwise) => Given(name) ?? otherwise() ?? FindGlobal(name);

    private string? Given(string name)
    {
        if (!options.Arguments.TryGetValue(name, out string? value)) return null;
        used.Add(name);
        return value;
    }

    private static bool IsProxy(string name) => Proxies.Contains(name.ToUpperInvariant()) && (name == name.ToUpperInvariant() || name == name.ToLowerInvariant());
}
