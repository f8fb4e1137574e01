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
        var volume = await call.AskAsync<VolumeInspection>(new InspectVolume(new VolumeName(call.Path("name")))).ConfigureAwait(false);
        await call.WriteAsync(VolumeResource.Of(volume)).ConfigureAwait(false);
    }
}
