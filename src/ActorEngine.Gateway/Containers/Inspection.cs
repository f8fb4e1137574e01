using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>Answers inspect.</summary>
internal static class Inspection
{
    public static async Task AnswerAsync(Call call)
    {
        var container = await call.AskAsync<ContainerInspection>(new InspectContainer(call.Container)).ConfigureAwait(false);
        var sizes = call.Flag("size") ? await ContainerSizes.MeasureAsync(call).ConfigureAwait(false) : null;
        await call.WriteAsync(InspectShape.Of(container, call.Version, sizes)).ConfigureAwait(false);
    }
}
