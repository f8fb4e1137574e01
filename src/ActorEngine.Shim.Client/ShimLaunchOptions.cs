namespace ActorEngine.Shim.Client;

/// <summary>How to start a shim.</summary>
public sealed record ShimLaunchOptions
{
    /// <summary>Path of the <c>actor-shim</c> program.</summary>
    public required string ShimPath { get; init; }

    /// <summary>The container's run directory (may be a long path); must exist.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>The whole environment of the shim.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>File that the shim's standard error goes to; null for <c>/dev/null</c>.</summary>
    public string? ErrorLog { get; init; }
}
