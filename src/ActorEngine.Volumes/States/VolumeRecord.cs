using System.Text.Json.Serialization;
using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>A volume as the journal has it. Fields are only ever added.</summary>
internal sealed record VolumeRecord(VolumeName Name)
{
    public const string Local = "local";

    public string Driver { get; init => field = value ?? Local; } = Local;
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nobody named it.</summary>
    public bool Anonymous { get; init; }

    /// <summary>global where its plugin says that other nodes have it too.</summary>
    public string Scope { get; init => field = value ?? Local; } = Local;

    [JsonIgnore]
    public bool IsLocal => Driver == Local;

    /// <summary>Its content is a file system of its own, mounted while it is used.</summary>
    [JsonIgnore]
    public bool NeedsMount => IsLocal && Options.Count > 0;
}

/// <summary>A mount of a container, with everything settled that its request left open.</summary>
internal sealed record ClaimedMount(MountSettings Settings)
{
    /// <summary>A volume that was made for this container, without a name.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The image that a mount of one shows, and its layers.</summary>
    public Digest? Image { get; init; }

    public Digest? Chain { get; init; }

    [JsonIgnore]
    public VolumeName? Volume => Settings.Kind == MountKind.Volume ? new VolumeName(Settings.Source) : null;
}

/// <summary>All mounts of a container, from its creation to its removal, whether it runs or not.</summary>
internal sealed record Claim(ContainerId Container)
{
    public IReadOnlyList<ClaimedMount> Mounts { get; init => field = value ?? []; } = [];

    /// <summary>The container goes by itself, and its anonymous volumes with it.</summary>
    public bool AutoRemove { get; init; }

    [JsonIgnore]
    public bool HasImages => Mounts.Any(mount => mount.Settings.Kind == MountKind.Image);

    [JsonIgnore]
    public IEnumerable<VolumeName> Volumes => Mounts.Select(mount => mount.Volume).OfType<VolumeName>().Distinct();
}

/// <summary>Volumes that are in use: by a run of a container, or by somebody who looks at them.</summary>
/// <param name="Key">The container's id, or the look's own key.</param>
/// <param name="Run">Number of the run; 0 for a look.</param>
internal sealed record Use(string Key, ContainerId Container, int Run, IReadOnlyList<VolumeName> Volumes);
