using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Oci;

/// <summary>A seccomp profile in Docker's format: rules that hold or not according to capabilities, architecture and kernel.</summary>
internal sealed record SeccompProfile
{
    public string DefaultAction { get; init; } = "";
    public uint? DefaultErrnoRet { get; init; }
    /// <summary>Older form of the list that the runtime-spec has: fixed architectures.</summary>
    public IReadOnlyList<string>? Architectures { get; init; }
    public IReadOnlyList<SeccompArchitectures>? ArchMap { get; init; }
    public IReadOnlyList<string>? Flags { get; init; }
    public IReadOnlyList<SeccompRule>? Syscalls { get; init; }
}

/// <summary>An ABI and those that the same kernel also runs.</summary>
internal sealed record SeccompArchitectures(string Architecture, IReadOnlyList<string>? SubArchitectures);

/// <summary>One action for some system calls.</summary>
internal sealed record SeccompRule
{
    public string? Name { get; init; }
    public IReadOnlyList<string>? Names { get; init; }
    public string Action { get; init; } = "";
    public uint? ErrnoRet { get; init; }
    public IReadOnlyList<SeccompArgument>? Args { get; init; }
    public SeccompCondition? Includes { get; init; }
    public SeccompCondition? Excludes { get; init; }
}

/// <summary>A comparison with an argument of the call.</summary>
internal sealed record SeccompArgument(uint Index, ulong Value, string Op)
{
    public ulong? ValueTwo { get; init; }
}

/// <summary>When a rule holds. Docker spells architectures as Go does (amd64).</summary>
internal sealed record SeccompCondition
{
    public IReadOnlyList<string>? Caps { get; init; }
    public IReadOnlyList<string>? Arches { get; init; }
    public string? MinKernel { get; init; }
}

/// <summary>The runtime-spec's form (config-linux.md#seccomp).</summary>
internal sealed record CompiledSeccomp
{
    public required string DefaultAction { get; init; }
    public uint? DefaultErrnoRet { get; init; }
    public IReadOnlyList<string>? Architectures { get; init; }
    public IReadOnlyList<string>? Flags { get; init; }
    public required IReadOnlyList<CompiledRule> Syscalls { get; init; }
}

/// <summary>One rule of the runtime-spec.</summary>
internal sealed record CompiledRule(IReadOnlyList<string> Names, string Action)
{
    public uint? ErrnoRet { get; init; }
    public IReadOnlyList<SeccompArgument>? Args { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(SeccompProfile))]
[JsonSerializable(typeof(CompiledSeccomp))]
internal sealed partial class SeccompJson : JsonSerializerContext;
