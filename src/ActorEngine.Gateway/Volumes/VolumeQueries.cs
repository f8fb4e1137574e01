using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Volumes;

/// <summary>What volumes there are.</summary>
internal static class VolumeQueries
{
    public static async Task ListAsync(Call call)
    {
        var list = await call.AskAsync<VolumeList>(new ListVolumes { Filters = call.Filters() }).ConfigureAwait(false);
        await call.WriteAsync(new Fields
        {
            ["Volumes"] = list.Volumes.Select(VolumeResource.Of).ToList(),
            ["Warnings"] = list.Warnings.Count > 0 ? list.Warnings : null,
        }).ConfigureAwait(false);
    }

    public static async Task InspectAsync(Call call)
    {
        VolumeInspection volume;
        try
        {
            volume = await call.AskAsync<VolumeInspection>(new InspectVolume(new VolumeName(call.Path("name")))).ConfigureAwait(false);
        }
        catch (ApiException missing) when (missing.Status == 404)
        {
            throw Missing(call);
        }

        await call.WriteAsync(VolumeResource.Of(volume)).ConfigureAwait(false);
    }

    /// <summary>In Docker's words.</summary>
    internal static ApiException Missing(Call call) => new(404, $"get {call.Path("name")}: no such volume");
}
