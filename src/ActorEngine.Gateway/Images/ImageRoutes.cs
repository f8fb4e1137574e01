using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Images;

/// <summary>The group Image, without the builds.</summary>
internal static class ImageRoutes
{
    public static RouteGroup Group { get; } = new("Image",
    [
        new("GET", "/images/json", "ImageList", "all filters; no manifests of an index, since one platform of it is kept", ImageQueries.ListAsync),
        new("GET", "/images/search", "ImageSearch", "what the registry answers: the distribution specification knows no search", ImageQueries.SearchAsync),
        new("GET", "/images/get", "ImageGetAll", "", ImageArchives.SaveManyAsync),
        new("GET", "/images/{name*}/get", "ImageGet", "", ImageArchives.SaveAsync),
        new("GET", "/images/{name*}/history", "ImageHistory", "", ImageQueries.HistoryAsync),
        new("GET", "/images/{name*}/json", "ImageInspect", "", ImageQueries.InspectAsync),
        new("POST", "/images/load", "ImageLoad", "", ImageArchives.LoadAsync),
        new("POST", "/images/create", "ImageCreate", "pull and import, with progress", ImageCreation.CreateAsync),
        new("POST", "/images/prune", "ImagePrune", "filters dangling, until, label, label!", ImageCommands.PruneAsync) { Since = new ApiVersion(1, 25) },
        new("POST", "/images/{name*}/push", "ImagePush", "with progress", PushCommand.RunAsync),
        new("POST", "/images/{name*}/tag", "ImageTag", "", ImageCommands.TagAsync),
        new("DELETE", "/images/{name*}", "ImageDelete", "", ImageCommands.RemoveAsync),
        new("POST", "/commit", "ImageCommit", "with changes and a configuration", CommitCommand.RunAsync),
    ]);
}
