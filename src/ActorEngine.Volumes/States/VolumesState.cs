using System.Collections.Immutable;
using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>Everything that the journal tells of volumes. Immutable; <see cref="Apply"/> makes the next one.</summary>
internal sealed record VolumesState
{
    public static readonly VolumesState Empty = new();

    public ImmutableDictionary<string, VolumeRecord> Volumes { get; init; } = ImmutableDictionary<string, VolumeRecord>.Empty;

    /// <summary>By container.</summary>
    public ImmutableDictionary<string, Claim> Claims { get; init; } = ImmutableDictionary<string, Claim>.Empty;

    /// <summary>By key.</summary>
    public ImmutableDictionary<string, Use> Uses { get; init; } = ImmutableDictionary<string, Use>.Empty;

    public VolumesState Apply(IVolumeEvent change) => change switch
    {
        VolumeMadeEvent e => this with { Volumes = Volumes.SetItem(e.Volume.Name.Value, e.Volume) },
        VolumeRemovedEvent e => this with { Volumes = Volumes.Remove(e.Name.Value) },
        ClaimedEvent e => this with { Claims = Claims.SetItem(e.Claim.Container.Value, e.Claim) },
        ReleasedEvent e => this with { Claims = Claims.Remove(e.Container.Value), Uses = Uses.Remove(e.Container.Value) },
        UsedEvent e => this with { Uses = Uses.SetItem(e.Use.Key, e.Use) },
        UnusedEvent e => this with { Uses = Uses.Remove(e.Key) },
        _ => this,
    };

    public VolumeRecord? Find(VolumeName name) => Volumes.GetValueOrDefault(name.Value ?? "");

    public Claim? ClaimOf(ContainerId container) => Claims.GetValueOrDefault(container.Value);

    public Use? UseOf(string key) => Uses.GetValueOrDefault(key);

    /// <summary>Containers that have a volume, running or not.</summary>
    public IEnumerable<ContainerId> HoldersOf(VolumeName volume) =>
        Claims.Values.Where(claim => claim.Volumes.Contains(volume)).Select(claim => claim.Container);

    public bool IsUsed(VolumeName volume) => Uses.Values.Any(use => use.Volumes.Contains(volume));
}
