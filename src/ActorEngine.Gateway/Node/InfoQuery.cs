using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Node;

/// <summary>Answers info.</summary>
internal static class InfoQuery
{
    public static async Task AnswerAsync(Call call)
    {
        var engine = await call.AskAsync<EngineInfo>(new GetInfo()).ConfigureAwait(false);
        await call.WriteAsync(InfoResource.Of(engine, call.Version)).ConfigureAwait(false);
    }
}
