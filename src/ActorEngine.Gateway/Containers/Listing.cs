using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>Lists containers.</summary>
internal static class Listing
{
    public static async Task AnswerAsync(Call call)
    {
        var query = new ListContainers
        {
            All = call.Flag("all"),
            Limit = (int)Math.Clamp(call.Number("limit") ?? 0, 0, int.MaxValue),
            Filters = call.Filters(),
            Details = true,
        };
        var list = await call.AskAsync<ContainerList>(query).ConfigureAwait(false);
        var sizes = call.Flag("size") ? await ContainerSizes.MeasureAsync(call).ConfigureAwait(false) : null;
        await call.WriteJsonAsync(json => ContainerRow.Write(json, list.Containers, call.Version, sizes, TimeProvider.System.GetUtcNow())).ConfigureAwait(false);
    }
}
