namespace ActorEngine.Oci.Spec;

/// <summary>What is particular to Linux (config-linux.md).</summary>
public sealed record LinuxSpec
{
    /// <summary>Null where there are no control groups that the engine may use.</summary>
    public string? CgroupsPath { get; init; }
    public required IReadOnlyList<NamespaceSpec> Namespaces { get; init; }
    public IReadOnlyList<IdMappingSpec>? UidMappings { get; init; }
    public IReadOnlyList<IdMappingSpec>? GidMappings { get; init; }
    public IReadOnlyList<DeviceSpec>? Devices { get; init; }
    public ResourcesSpec? Resources { get; init; }
    public IReadOnlyDictionary<string, string>? Sysctl { get; init; }
    public JsonFragment? Seccomp { get; init; }
    public string? RootfsPropagation { get; init; }
    public IReadOnlyList<string>? MaskedPaths { get; init; }
    public IReadOnlyList<string>? ReadonlyPaths { get; init; }
    public string? MountLabel { get; init; }
}

/// <summary>A namespace to make, or to join by path (config-linux.md#namespaces).</summary>
public sealed record NamespaceSpec(string Type)
{
    public string? Path { get; init; }
}

/// <summary>A device node to make (config-linux.md#devices).</summary>
public sealed record DeviceSpec(string Path, string Type, long Major, long Minor)
{
    public uint? FileMode { get; init; }
    public uint? Uid { get; init; }
    public uint? Gid { get; init; }
}

/// <summary>Ids of a user namespace (config-linux.md#user-namespace-mappings).</summary>
public sealed record IdMappingSpec(
    [property: System.Text.Json.Serialization.JsonPropertyName("containerID")] uint ContainerId,
    [property: System.Text.Json.Serialization.JsonPropertyName("hostID")] uint HostId, uint Size);
