using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Volumes;

/// <summary>The real machine: directories below the state directory, and plugins.</summary>
internal sealed class LinuxVolumeHost(VolumeSettings settings, TimeProvider time) : IVolumeHost
{
    private readonly LocalDriver local = new(settings, time);
    private readonly PluginDriver plugins = new(settings, time);
    private readonly VolumeGates gates = new();

    public string PathOf(VolumeRecord volume) => volume.IsLocal ? local.PathOf(volume.Name) : "";

    public Task<VolumeRecord> MakeAsync(VolumeRecord volume) => gates.RunAsync(volume.Name.Value, async () =>
    {
        if (!volume.IsLocal) return await plugins.MakeAsync(volume).ConfigureAwait(false);
        local.Make(volume.Name);
        return volume;
    });

    public async Task<IReadOnlyList<PreparedMount>> PrepareAsync(IReadOnlyList<MountWork> mounts, string key, SnapshotPrepared? snapshot)
    {
        List<PreparedMount> prepared = [];
        foreach (MountWork work in mounts)
        {
            MountSettings wanted = work.Mount.Settings;
            string path = wanted.Kind == MountKind.Bind ? wanted.Source : "";
            if (work.Volume is { } volume)
            {
                bool fills = snapshot is not null && wanted is { NoCopy: false, SubPath.Length: 0 };
                path = await gates.RunAsync(volume.Name.Value, () => PrepareAsync(volume, key, fills ? snapshot : null, wanted)).ConfigureAwait(false);
            }

            prepared.Add(new PreparedMount(wanted) { HostPath = path, Layers = work.Layers });
        }

        return prepared;
    }

    public Task UnmountAsync(VolumeRecord volume, string key, bool last) => gates.RunAsync(volume.Name.Value, async () =>
    {
        if (!volume.IsLocal) await plugins.UnmountAsync(volume, key).ConfigureAwait(false);
        else if (last) local.Unmount(volume);
    });

    public Task RemoveAsync(VolumeRecord volume) => gates.RunAsync(volume.Name.Value, async () =>
    {
        if (volume.IsLocal) local.Remove(volume);
        else await plugins.RemoveAsync(volume).ConfigureAwait(false);
    });

    public Task<IReadOnlyList<long>> MeasureAsync(IReadOnlyList<VolumeRecord> volumes) =>
        Task.Run<IReadOnlyList<long>>(() => [.. volumes.Select(volume => volume.IsLocal && !volume.NeedsMount ? TreeSize.Of(local.PathOf(volume.Name)) : -1)]);

    public Task<IReadOnlyList<string>> ReconcileAsync(VolumesState state) => Task.Run(() => local.Reconcile(state));

    public Task<(IReadOnlyList<VolumeRecord> Volumes, IReadOnlyList<string> Warnings)> ListAsync() => plugins.ListAsync();

    public Task<PluginVolume?> GetAsync(string driver, VolumeName name) => plugins.GetAsync(driver, name);

    private async Task<string> PrepareAsync(VolumeRecord volume, string key, SnapshotPrepared? snapshot, MountSettings mount)
    {
        string path = volume.IsLocal
            ? await local.MountAsync(volume).ConfigureAwait(false)
            : await plugins.MountAsync(volume, key).ConfigureAwait(false);
        if (snapshot is not null) ContentCopy.Fill(path, volume.IsLocal ? local.MarkOf(volume.Name) : null, snapshot, mount.Target);
        return path;
    }
}
