using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Containers;
using ActorEngine.Gateway.Swarm;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Volumes;

/// <summary>What changes volumes.</summary>
internal static class VolumeCommands
{
    public static async Task CreateAsync(Call call)
    {
        var request = await call.DemandAsync(VolumeJson.Default.VolumeCreateRequest).ConfigureAwait(false);
        if (call.Version.Has(1, 42) && request.ClusterVolumeSpec is { ValueKind: not JsonValueKind.Null }) throw new ApiException(503, NoSwarm.Message);
        var volume = await call.AskAsync<VolumeInspection>(ToCommand(request)).ConfigureAwait(false);
        await call.WriteAsync(VolumeResource.Of(volume), 201).ConfigureAwait(false);
    }

    public static async Task RemoveAsync(Call call)
    {
        try
        {
            await call.AskAsync<Done>(new RemoveVolume(new VolumeName(call.Path("name")), call.Flag("force"))).ConfigureAwait(false);
        }
        catch (ApiException missing) when (missing.Status == 404)
        {
            throw VolumeQueries.Missing(call);
        }

        await call.DoneAsync().ConfigureAwait(false);
    }

    public static async Task PruneAsync(Call call)
    {
        // Until 1.42 volumes with names of their own went too.
        var command = new PruneVolumes { All = !call.Version.Has(1, 42), Filters = call.Filters() };
        var pruned = await call.AskAsync<VolumesPruned>(command).ConfigureAwait(false);
        await call.WriteAsync(new Fields
        {
            ["VolumesDeleted"] = pruned.Deleted.Count > 0 ? pruned.Deleted.Select(name => name.Value).ToList() : null,
            ["SpaceReclaimed"] = pruned.ReclaimedBytes,
        }).ConfigureAwait(false);
    }

    public static Task RefuseUpdateAsync(Call call) => throw new ApiException(503, "volume update only valid for cluster volumes, but swarm is unavailable");

    internal static CreateVolume ToCommand(VolumeCreateRequest request) => new()
    {
        Name = request.Name is { Length: > 0 } name ? name : null,
        Driver = request.Driver is { Length: > 0 } driver ? driver : "local",
        Options = Texts.Of(request.DriverOpts),
        Labels = Texts.Of(request.Labels),
    };
}
