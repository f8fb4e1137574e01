namespace ActorEngine.Gateway.Containers;

/// <summary>Mount of the API's description.</summary>
internal sealed record MountBody
{
    public string? Target { get; init; }
    public string? Source { get; init; }
    public string? Type { get; init; }
    public bool? ReadOnly { get; init; }
    /// <summary>Of other hosts' file sharing; nothing to do here.</summary>
    public string? Consistency { get; init; }
    public BindOptionsBody? BindOptions { get; init; }
    public VolumeOptionsBody? VolumeOptions { get; init; }
    public ImageOptionsBody? ImageOptions { get; init; }
    public TmpfsOptionsBody? TmpfsOptions { get; init; }
}

/// <summary>BindOptions.</summary>
internal sealed record BindOptionsBody
{
    public string? Propagation { get; init; }
    public bool? NonRecursive { get; init; }
    public bool? CreateMountpoint { get; init; }
    public bool? ReadOnlyNonRecursive { get; init; }
    public bool? ReadOnlyForceRecursive { get; init; }
}

/// <summary>VolumeOptions.</summary>
internal sealed record VolumeOptionsBody
{
    public bool? NoCopy { get; init; }
    public Dictionary<string, string?>? Labels { get; init; }
    public DriverConfigBody? DriverConfig { get; init; }
    public string? Subpath { get; init; }
}

/// <summary>A volume's driver and its options.</summary>
internal sealed record DriverConfigBody
{
    public string? Name { get; init; }
    public Dictionary<string, string?>? Options { get; init; }
}

/// <summary>ImageOptions.</summary>
internal sealed record ImageOptionsBody
{
    public string? Subpath { get; init; }
}

/// <summary>TmpfsOptions.</summary>
internal sealed record TmpfsOptionsBody
{
    public long? SizeBytes { get; init; }
    /// <summary>File mode as a number, such as 1023 for octal 1777.</summary>
    public int? Mode { get; init; }
    /// <summary>Each a flag, or a key and its value.</summary>
    public List<List<string?>?>? Options { get; init; }
}
