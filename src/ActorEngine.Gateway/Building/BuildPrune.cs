using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Building;

/// <summary>Removes what builds keep for later ones.</summary>
internal static class BuildPrune
{
    public static async Task RunAsync(Call call)
    {
        foreach (string bound in (string[])["keep-storage", "reserved-space", "max-used-space", "min-free-space"])
            if (call.Number(bound) is > 0) throw new ApiException(501, $"{bound} is not supported: the build cache is removed as a whole");
        var pruned = await call.AskAsync<BuildCachePruned>(new PruneBuildCache { All = call.Flag("all"), Filters = call.Filters() }).ConfigureAwait(false);
        await call.WriteAsync(new Fields { ["CachesDeleted"] = pruned.Removed.Count > 0 ? pruned.Removed : null, ["SpaceReclaimed"] = pruned.ReclaimedBytes }).ConfigureAwait(false);
    }
}
