using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Streams;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Containers;

/// <summary>Joins a client to a container's stdio over a connection that it takes over.</summary>
internal static class Attachment
{
    public static async Task RunAsync(Call call)
    {
        bool follow = call.Flag("stream"), stdin = call.Flag("stdin") && follow;
        var container = await call.AskAsync<ContainerInspection>(new InspectContainer(call.Container)).ConfigureAwait(false);
        var request = new AttachContainer(new(container.Id.Value), call.Flag("stdout"), call.Flag("stderr")) { Stdin = stdin, Logs = call.Flag("logs") };
        await using EngineStream stream = await call.OpenAsync(request).ConfigureAwait(false);
        await using var session = await Takeover.BeginAsync(call, StdioContent.Of(call, container.Settings.Tty)).ConfigureAwait(false);
        await HijackedSession.RunAsync(session, stream, framed: !container.Settings.Tty, stdin).ConfigureAwait(false);
    }
}
