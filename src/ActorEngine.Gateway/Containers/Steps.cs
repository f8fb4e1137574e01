using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>The commands that take a container from one state to another.</summary>
internal static class Steps
{
    public static async Task StartAsync(Call call)
    {
        await call.AskAsync<Done>(new StartContainer(call.Container)).ConfigureAwait(false);
        await call.DoneAsync().ConfigureAwait(false);
    }
}
