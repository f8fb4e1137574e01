using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>Answers inspect.</summary>
internal static class Inspection
{
    public static async Task AnswerAsync(Call call)
    {
        var container = await call.AskAsync<ContainerInspection>(new InspectContainer(call.Container)).ConfigureAwait(false);
        await call.WriteAsync(ContainerShape.Of(container)).ConfigureAwait(false);
    }
}
