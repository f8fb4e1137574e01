namespace ActorEngine.Contracts;

/// <summary>Makes a volume; one that is there with the same driver and options is taken as it is. Answer: <see cref="VolumeInspection"/>. Docker Engine API: VolumeCreate.</summary>
public sealed record CreateVolume : ICommand
{
    /// <summary>null = a generated name; the volume is anonymous then.</summary>
    public string? Name { get; init; }
    /// <summary>local, or the name of a plugin.</summary>
    public string Driver { get; init => field = value ?? "local"; } = "local";
    /// <summary>The driver's own; those of local are type, device and o, as mount(8) takes them.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

/// <summary>Lists volumes by name. Answer: <see cref="VolumeList"/>.</summary>
public sealed record ListVolumes : IQuery
{
    /// <summary>dangling, driver, label, name.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="ListVolumes"/>.</summary>
public sealed record VolumeList(IReadOnlyList<VolumeInspection> Volumes) : IReply
{
    /// <summary>Plugins that did not answer, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}

/// <summary>Everything known of one volume. Answer: <see cref="VolumeInspection"/>.</summary>
public sealed record InspectVolume(VolumeName Volume) : IQuery;

/// <summary>Removes a volume that no container has, with all that is in it. Answer: <see cref="Done"/>.</summary>
/// <param name="Force">A volume that there is not is no error.</param>
public sealed record RemoveVolume(VolumeName Volume, bool Force = false) : ICommand;

/// <summary>Removes volumes that no container has. Answer: <see cref="VolumesPruned"/>.</summary>
public sealed record PruneVolumes : ICommand
{
    /// <summary>Also those with names of their own.</summary>
    public bool All { get; init; }
    /// <summary>label, label!, all=true.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="PruneVolumes"/>.</summary>
public sealed record VolumesPruned(IReadOnlyList<VolumeName> Deleted, long ReclaimedBytes) : IReply
{
    /// <summary>What could not be removed, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}

/// <summary>Everything known of one volume.</summary>
public sealed record VolumeInspection(VolumeName Name) : IReply
{
    public string Driver { get; init => field = value ?? "local"; } = "local";
    /// <summary>Where its content is on the host; empty where a plugin tells that only while it is mounted.</summary>
    public string Mountpoint { get; init => field = value ?? ""; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>What a plugin tells of its state.</summary>
    public IReadOnlyDictionary<string, string> Status { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>local, or global where a plugin says so.</summary>
    public string Scope { get; init => field = value ?? "local"; } = "local";
    /// <summary>Nobody named it.</summary>
    public bool Anonymous { get; init; }
    /// <summary>Names of containers that have it, running or not.</summary>
    public IReadOnlyList<string> Containers { get; init => field = value ?? []; } = [];
}

/// <summary>A volume on the disk.</summary>
/// <param name="Size">Bytes; -1 = not measured, because its content is not on this disk.</param>
public sealed record VolumeUsage(VolumeName Name, long Size)
{
    public string Driver { get; init => field = value ?? "local"; } = "local";
    /// <summary>Containers that have it.</summary>
    public int Links { get; init; }
    /// <summary>Nobody named it.</summary>
    public bool Anonymous { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

/// <summary>A mount of a container as <c>inspect</c> shows it.</summary>
/// <param name="Target">Absolute path in the container.</param>
public sealed record MountPoint(MountKind Kind, string Target)
{
    /// <summary>Name of the volume; empty for other kinds.</summary>
    public string Name { get; init => field = value ?? ""; } = "";
    /// <summary>Path on the host; the image's name for an image.</summary>
    public string Source { get; init => field = value ?? ""; } = "";
    /// <summary>The volume's driver; empty for other kinds.</summary>
    public string Driver { get; init => field = value ?? ""; } = "";
    /// <summary>Options as given.</summary>
    public string Mode { get; init => field = value ?? ""; } = "";
    public bool ReadOnly { get; init; }
    public string Propagation { get; init => field = value ?? ""; } = "";
}
