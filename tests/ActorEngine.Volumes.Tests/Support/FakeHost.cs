using System.Collections.Concurrent;
using ActorEngine.Contracts;

namespace ActorEngine.Volumes.Tests;

/// <summary>A machine that does all that it is asked, unless a test says otherwise.</summary>
internal sealed class FakeHost : IVolumeHost
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public Func<string, Task> On { get; set; } = _ => Task.CompletedTask;

    public string PathOf(VolumeRecord volume) => $"/volumes/{volume.Name}/_data";

    public async Task<VolumeRecord> MakeAsync(VolumeRecord volume)
    {
        await Do($"make {volume.Name}");
        return volume;
    }

    public async Task<IReadOnlyList<PreparedMount>> PrepareAsync(IReadOnlyList<MountWork> mounts, string key, SnapshotPrepared? snapshot)
    {
        foreach (MountWork work in mounts) await Do($"mount {work.Volume?.Name}");
        return [.. mounts.Select(work => new PreparedMount(work.Mount.Settings) { HostPath = work.Volume is { } volume ? PathOf(volume) : work.Mount.Settings.Source, Layers = work.Layers })];
    }

    public Task UnmountAsync(VolumeRecord volume, string key, bool last) => Do($"unmount {volume.Name}{(last ? " last" : "")}");

    public Task RemoveAsync(VolumeRecord volume) => Do($"remove {volume.Name}");

    public Task<IReadOnlyList<long>> MeasureAsync(IReadOnlyList<VolumeRecord> volumes) => Task.FromResult<IReadOnlyList<long>>([.. volumes.Select(_ => 10L)]);

    public Task<IReadOnlyList<string>> ReconcileAsync(VolumesState state)
    {
        Calls.Enqueue($"reconcile {state.Uses.Count}");
        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    public Task<(IReadOnlyList<VolumeRecord> Volumes, IReadOnlyList<string> Warnings)> ListAsync() => Task.FromResult<(IReadOnlyList<VolumeRecord>, IReadOnlyList<string>)>(([], []));

    public Task<PluginVolume?> GetAsync(string driver, VolumeName name) => Task.FromResult<PluginVolume?>(null);

    private Task Do(string call)
    {
        Calls.Enqueue(call);
        return On(call);
    }
}
