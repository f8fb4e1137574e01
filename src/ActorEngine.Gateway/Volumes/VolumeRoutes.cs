using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Volumes;

/// <summary>The group Volume.</summary>
internal static class VolumeRoutes
{
    public static RouteGroup Group { get; } = new("Volume",
    [
        new("GET", "/volumes", "VolumeList", "filters dangling, driver, label, name", VolumeQueries.ListAsync),
        new("POST", "/volumes/create", "VolumeCreate", "no cluster volumes", VolumeCommands.CreateAsync),
        new("POST", "/volumes/prune", "VolumePrune", "filters label, label!, all", VolumeCommands.PruneAsync) { Since = new ApiVersion(1, 25) },
        new("GET", "/volumes/{name}", "VolumeInspect", "", VolumeQueries.InspectAsync),
        new("PUT", "/volumes/{name}", "VolumeUpdate", "503: for cluster volumes, of which there are none", VolumeCommands.RefuseUpdateAsync) { Since = new ApiVersion(1, 42) },
        new("DELETE", "/volumes/{name}", "VolumeDelete", "", VolumeCommands.RemoveAsync),
    ]);
}
