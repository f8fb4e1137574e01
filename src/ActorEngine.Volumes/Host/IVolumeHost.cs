using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>
/// What the actor asks of the machine and of plugins. Work on one volume is done in the order it was asked for; different volumes do not wait
/// for each other. Refusals that say something to a person throw <see cref="VolumeException"/>.
/// </summary>
internal interface IVolumeHost
{
    /// <summary>Where a volume's content is; empty where only its plugin knows.</summary>
    string PathOf(VolumeRecord volume);

    /// <summary>Makes what is not there yet. Answers the record, with what the plugin says of its scope.</summary>
    Task<VolumeRecord> MakeAsync(VolumeRecord volume);

    /// <summary>Sources of mounts, in their order: mounted, and filled where they are new. What is mounted already stays.</summary>
    /// <param name="key">Who uses them.</param>
    /// <param name="snapshot">For the content of new volumes; null leaves them as they are.</param>
    Task<IReadOnlyList<PreparedMount>> PrepareAsync(IReadOnlyList<MountWork> mounts, string key, SnapshotPrepared? snapshot);

    /// <summary>Ends a use. <paramref name="last"/>: nobody else has it, so a file system of its own is unmounted.</summary>
    Task UnmountAsync(VolumeRecord volume, string key, bool last);

    /// <summary>Removes a volume with its content.</summary>
    Task RemoveAsync(VolumeRecord volume);

    /// <summary>Bytes of each volume; -1 where its content is not on this disk.</summary>
    Task<IReadOnlyList<long>> MeasureAsync(IReadOnlyList<VolumeRecord> volumes);

    /// <summary>After a start: unmounts what nobody uses and removes what a crash left. Answers a sentence for each thing found.</summary>
    Task<IReadOnlyList<string>> ReconcileAsync(VolumesState state);

    /// <summary>Volumes that plugins tell of, and a sentence for each plugin that did not answer.</summary>
    Task<(IReadOnlyList<VolumeRecord> Volumes, IReadOnlyList<string> Warnings)> ListAsync();

    /// <summary>What a plugin tells of one of its volumes; null where it has none of that name.</summary>
    Task<PluginVolume?> GetAsync(string driver, VolumeName name);
}

/// <summary>One mount to prepare.</summary>
/// <param name="Volume">Null for what is no volume.</param>
/// <param name="Layers">An image's directories, topmost first.</param>
internal sealed record MountWork(ClaimedMount Mount, VolumeRecord? Volume, IReadOnlyList<string> Layers);

/// <summary>A volume as its plugin tells of it.</summary>
internal sealed record PluginVolume(string Name, string Mountpoint)
{
    public IReadOnlyDictionary<string, string> Status { get; init; } = new Dictionary<string, string>();
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>A refusal with its reason for a person.</summary>
internal sealed class VolumeException(Fault fault) : Exception(fault.Message)
{
    public Fault Fault { get; } = fault;
}
