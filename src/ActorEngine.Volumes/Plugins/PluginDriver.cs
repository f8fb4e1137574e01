using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>Volumes of plugins: Docker's volume plugin protocol, version 1. Each answer is bounded in time.</summary>
internal sealed class PluginDriver(VolumeSettings settings, TimeProvider time)
{
    private readonly PluginDirectory directory = new(settings.PluginDirectories);

    public async Task<VolumeRecord> MakeAsync(VolumeRecord volume)
    {
        using PluginClient client = Client(volume.Driver);
        await client.ActivateAsync().ConfigureAwait(false);
        // One that is there already, made by another engine or before a crash, is taken as it is.
        if (await client.GetAsync(volume.Name).ConfigureAwait(false) is null) await client.CreateAsync(volume.Name, volume.Options).ConfigureAwait(false);
        return volume with { Scope = await client.ScopeAsync().ConfigureAwait(false) };
    }

    public async Task<string> MountAsync(VolumeRecord volume, string key)
    {
        using PluginClient client = Client(volume.Driver);
        string path = await client.MountAsync(volume.Name, key).ConfigureAwait(false);
        if (path.Length == 0) path = await client.PathAsync(volume.Name).ConfigureAwait(false);
        return path.StartsWith('/') && Directory.Exists(path)
            ? path
            : throw new VolumeException(new Fault(FaultCode.Unavailable, $"The volume plugin {volume.Driver} says that volume {volume.Name} is mounted at '{path}', where there is no directory."));
    }

    public async Task UnmountAsync(VolumeRecord volume, string key)
    {
        using PluginClient client = Client(volume.Driver);
        await client.UnmountAsync(volume.Name, key).ConfigureAwait(false);
    }

    public async Task RemoveAsync(VolumeRecord volume)
    {
        using PluginClient client = Client(volume.Driver);
        await client.RemoveAsync(volume.Name).ConfigureAwait(false);
    }

    /// <summary>Null where the plugin does not know the volume.</summary>
    public async Task<PluginVolume?> GetAsync(string driver, VolumeName name)
    {
        using PluginClient client = Client(driver);
        await client.ActivateAsync().ConfigureAwait(false);
        return await client.GetAsync(name).ConfigureAwait(false);
    }

    /// <summary>Asks all plugins at once.</summary>
    public async Task<(IReadOnlyList<VolumeRecord> Volumes, IReadOnlyList<string> Warnings)> ListAsync()
    {
        IReadOnlyList<string> names = await Task.Run(directory.Names).ConfigureAwait(false);
        var answers = await Task.WhenAll(names.Select(ListOneAsync)).ConfigureAwait(false);
        return ([.. answers.SelectMany(answer => answer.Volumes)], [.. answers.Select(answer => answer.Warning).OfType<string>()]);
    }

    private async Task<(IReadOnlyList<VolumeRecord> Volumes, string? Warning)> ListOneAsync(string name)
    {
        try
        {
            using PluginClient client = Client(name);
            // What is no volume plugin is none of ours.
            if (!await client.IsVolumeDriverAsync().ConfigureAwait(false)) return ([], null);
            return ([.. (await client.ListAsync().ConfigureAwait(false)).Select(volume => new VolumeRecord(new VolumeName(volume.Name)) { Driver = name, CreatedAt = volume.CreatedAt ?? default })], null);
        }
        catch (VolumeException refused)
        {
            return ([], refused.Fault.Message);
        }
    }

    private PluginClient Client(string driver) => new(driver, directory.SocketOf(driver) ?? throw new VolumeException(directory.Missing(driver)), settings.PluginTimeout, time);
}
