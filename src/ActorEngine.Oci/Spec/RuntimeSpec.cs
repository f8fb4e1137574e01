namespace ActorEngine.Oci.Spec;

/// <summary>A container's <c>config.json</c> (runtime-spec config.md), as far as the engine writes it.</summary>
public sealed record RuntimeSpec
{
    public string OciVersion { get; init; } = "1.0.2";
    public required ProcessSpec Process { get; init; }
    public required RootSpec Root { get; init; }
    public string? Hostname { get; init; }
    public IReadOnlyList<MountSpec> Mounts { get; init; } = [];
    public HooksSpec? Hooks { get; init; }
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
    public required LinuxSpec Linux { get; init; }
}

/// <summary>The root file system (config.md#root).</summary>
/// <param name="Path">Absolute, or relative to the bundle.</param>
public sealed record RootSpec(string Path, bool Readonly);

/// <summary>One mount (config.md#mounts), done in the order given.</summary>
public sealed record MountSpec(string Destination, string Type, string Source, IReadOnlyList<string> Options);
