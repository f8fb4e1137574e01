using System.Text.Json.Serialization;

namespace ActorEngine.Oci.Spec;

/// <summary>The container's program, or an exec's (config.md#process).</summary>
public sealed record ProcessSpec
{
    public bool Terminal { get; init; }
    public ConsoleSizeSpec? ConsoleSize { get; init; }
    public required UserSpec User { get; init; }
    public required IReadOnlyList<string> Args { get; init; }
    public IReadOnlyList<string> Env { get; init; } = [];
    public required string Cwd { get; init; }
    public CapabilitiesSpec? Capabilities { get; init; }
    public IReadOnlyList<RlimitSpec>? Rlimits { get; init; }
    public bool NoNewPrivileges { get; init; }
    public string? ApparmorProfile { get; init; }
    public string? SelinuxLabel { get; init; }
    public int? OomScoreAdj { get; init; }
}

/// <summary>Size of the terminal in characters.</summary>
public sealed record ConsoleSizeSpec(int Height, int Width);

/// <summary>Numeric identity; names were looked up before.</summary>
public sealed record UserSpec(uint Uid, uint Gid)
{
    public IReadOnlyList<uint>? AdditionalGids { get; init; }
}

/// <summary>Capability sets (capabilities(7)), names with CAP_.</summary>
public sealed record CapabilitiesSpec(IReadOnlyList<string> Bounding, IReadOnlyList<string> Effective, IReadOnlyList<string> Permitted)
{
    public IReadOnlyList<string>? Inheritable { get; init; }
    public IReadOnlyList<string>? Ambient { get; init; }
}

/// <summary>One resource limit (setrlimit(2)); the largest number is "unlimited".</summary>
public sealed record RlimitSpec(
    [property: JsonPropertyName("type")] string Type, ulong Hard, ulong Soft);
