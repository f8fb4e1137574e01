using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>One mount of a container.</summary>
/// <param name="Kind">What is mounted.</param>
/// <param name="Target">Absolute path in the container.</param>
public sealed record MountSettings(MountKind Kind, string Target)
{
    /// <summary>Absolute host path for a bind; the name of a volume, empty for an anonymous one; an image's name.</summary>
    public string Source { get; init => field = value ?? ""; } = "";
    /// <summary>The short form that it was asked for in, such as /data:/data:ro or a tmpfs' options; null = in fields. Noted for inspection.</summary>
    public string? Short { get; init; }
    public bool ReadOnly { get; init; }
    /// <summary>How far a read-only bind reaches below its own mount.</summary>
    public ReadOnlyReach ReadOnlyReach { get; init; }
    /// <summary>private, rprivate (default), shared, rshared, slave or rslave.</summary>
    public string? Propagation { get; init; }
    /// <summary>Create a missing bind source as a directory (what -v does and --mount does not).</summary>
    public bool CreateSource { get; init; }
    /// <summary>Bind only the mount itself, not those below it.</summary>
    public bool NonRecursive { get; init; }
    /// <summary>A path below the volume's or image's root that is mounted in place of all of it; relative, without <c>..</c>.</summary>
    public string SubPath { get; init => field = value ?? ""; } = "";
    /// <summary>An empty volume stays empty: it is not given what the image has at the target.</summary>
    public bool NoCopy { get; init; }
    /// <summary>Driver of a volume that is not there yet; null = the container's, or local.</summary>
    public string? VolumeDriver { get; init; }
    /// <summary>Options of a volume that is not there yet.</summary>
    public IReadOnlyDictionary<string, string> VolumeOptions { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;
    /// <summary>Labels of a volume that is not there yet.</summary>
    public IReadOnlyDictionary<string, string> VolumeLabels { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;
    /// <summary>tmpfs size in bytes; null = no bound.</summary>
    public long? TmpfsSize { get; init; }
    /// <summary>tmpfs mode, octal digits.</summary>
    public string? TmpfsMode { get; init; }
    /// <summary>Further tmpfs options as given to --tmpfs (noexec, uid=...).</summary>
    public IReadOnlyList<string> Options { get; init => field = value ?? []; } = [];
}

/// <summary>Kinds of mount.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MountKind>))]
public enum MountKind
{
    [JsonStringEnumMemberName("bind")] Bind,
    [JsonStringEnumMemberName("tmpfs")] Tmpfs,
    [JsonStringEnumMemberName("volume")] Volume,
    [JsonStringEnumMemberName("image")] Image,
}

/// <summary>What of a read-only bind is read-only.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReadOnlyReach>))]
public enum ReadOnlyReach
{
    /// <summary>All mounts below it too where the kernel can, else the mount itself.</summary>
    [JsonStringEnumMemberName("possible")] WherePossible,
    /// <summary>The mount itself; those below it stay as they are.</summary>
    [JsonStringEnumMemberName("own")] OwnMount,
    /// <summary>All mounts below it too; refused where the kernel cannot.</summary>
    [JsonStringEnumMemberName("all")] AllMounts,
}

/// <summary>A host device given to a container.</summary>
/// <param name="HostPath">Device node on the host.</param>
/// <param name="ContainerPath">Node in the container.</param>
/// <param name="Permissions">Some of r, w, m.</param>
public sealed record DeviceSettings(string HostPath, string ContainerPath, string Permissions = "rwm");

/// <summary>GPUs for a container (Docker Engine API: DeviceRequest).</summary>
public sealed record GpuRequest
{
    /// <summary>How many; -1 = all. Not together with <see cref="Devices"/>.</summary>
    public int Count { get; init; }
    /// <summary>Indexes or identifiers.</summary>
    public IReadOnlyList<string> Devices { get; init => field = value ?? []; } = [];
    /// <summary>nvidia, or empty for whichever there is.</summary>
    public string Driver { get; init => field = value ?? ""; } = "";
    /// <summary>Beside gpu: compute, utility, video ...; empty = what the driver gives by itself.</summary>
    public IReadOnlyList<string> Capabilities { get; init => field = value ?? []; } = [];
}
