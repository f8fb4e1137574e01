using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>Removes containers that do not run.</summary>
internal static class Pruning
{
    public static async Task RunAsync(Call call)
    {
        var pruned = await call.AskAsync<ContainersPruned>(new PruneContainers { Filters = call.Filters() }).ConfigureAwait(false);
        await call.WriteAsync(new Fields
        {
            ["ContainersDeleted"] = pruned.Deleted.Count == 0 ? null : pruned.Deleted.Select(id => id.Value).ToList(),
            ["SpaceReclaimed"] = pruned.ReclaimedBytes,
        }).ConfigureAwait(false);
    }
}
