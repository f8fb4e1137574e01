using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Images;

/// <summary>What changes images.</summary>
internal static class ImageCommands
{
    public static async Task TagAsync(Call call)
    {
        if (ImageNames.ForTag(call.Query("repo"), call.Query("tag")) is not { } name) throw new ApiException(400, "repository name must have at least one component");
        await call.AskAsync<Done>(new TagImage(new ImageReference(call.Name()), name)).ConfigureAwait(false);
        await call.DoneAsync(201).ConfigureAwait(false);
    }

    public static async Task RemoveAsync(Call call)
    {
        if (string.IsNullOrWhiteSpace(call.Name())) throw new ApiException(400, "image name cannot be blank");
        if (call.Version.Has(1, 50))
        {
            foreach (string platform in call.QueryAll("platforms")) await ImageQueries.FindAsync(call, ImagePlatform.Read(platform)).ConfigureAwait(false);
        }

        var removed = await call.AskAsync<ImageRemoved>(new RemoveImage(new ImageReference(call.Name()), call.Flag("force"))).ConfigureAwait(false);
        await call.WriteAsync(ImageResource.Removed(removed.Untagged, removed.Deleted)).ConfigureAwait(false);
    }

    public static async Task PruneAsync(Call call)
    {
        var pruned = await call.AskAsync<ImagesPruned>(ToPrune(call.Filters())).ConfigureAwait(false);
        var changes = ImageResource.Removed(pruned.Untagged, pruned.Deleted);
        await call.WriteAsync(new Fields { ["ImagesDeleted"] = changes.Count > 0 ? changes : null, ["SpaceReclaimed"] = pruned.ReclaimedBytes }).ConfigureAwait(false);
    }

    /// <exception cref="ApiException">400: dangling is neither true nor false.</exception>
    internal static PruneImages ToPrune(IReadOnlyList<Filter> filters)
    {
        bool all = false;
        foreach (var dangling in filters.Where(filter => filter.Key == "dangling"))
        {
            all = dangling.Value.ToLowerInvariant() switch
            {
                "true" or "1" => false,
                "false" or "0" => true,
                _ => throw new ApiException(400, $"invalid filter 'dangling=[{dangling.Value}]'"),
            };
        }

        return new PruneImages { All = all, Filters = [.. filters.Where(filter => filter.Key != "dangling")] };
    }
}
