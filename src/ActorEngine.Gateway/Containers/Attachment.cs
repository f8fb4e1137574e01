using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Streams;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>Joins a client to a container's stdio, over a connection that it takes over or a web socket. Goes on over restarts of the engine.</summary>
internal sealed class Attachment
{
    private readonly ResumePoint point = new();
    private readonly SessionPlan plan;
    private readonly EngineFeed? feed;
    private readonly bool terminal;

    private Attachment(Call call, AttachRequest request, ContainerInspection container)
    {
        terminal = container.Settings.Tty;
        plan = request.Plan(container.Settings);
        if (request.Message(container, plan) is not { } message) return;
        feed = call.Feed(again =>
        {
            if (again) point.Restart(fromStart: request.Logs);
            return point.Position is { } position ? Resume(message, position) : message;
        });
    }

    /// <summary>Answers attach.</summary>
    public static async Task RunAsync(Call call)
    {
        var attachment = await BeginAsync(call, AttachRequest.Read(call)).ConfigureAwait(false);
        using var client = await Takeover.BeginAsync(call, attachment.terminal).ConfigureAwait(false);
        await attachment.RunAsync(client, attachment.plan).ConfigureAwait(false);
    }

    /// <summary>Answers attach over a web socket: never framed, since messages tell no streams apart.</summary>
    public static async Task RunSocketAsync(Call call)
    {
        var handshake = WebSocketHandshake.Read(call.Http);
        var attachment = await BeginAsync(call, AttachRequest.ReadSocket(call)).ConfigureAwait(false);
        using var client = new WebSocketClient(await handshake.AcceptAsync().ConfigureAwait(false), binary: call.Version.Has(1, 28));
        await attachment.RunAsync(client, attachment.plan with { Framed = false }).ConfigureAwait(false);
    }

    private static async Task<Attachment> BeginAsync(Call call, AttachRequest request)
    {
        var container = await call.AskAsync<ContainerInspection>(new InspectContainer(call.Container)).ConfigureAwait(false);
        if (container.State.Status is ContainerStatus.Paused or ContainerStatus.Pausing)
            throw new ApiException(409, $"container {call.Container} is paused, unpause the container before attach");
        if (container.State.Status == ContainerStatus.Restarting)
            throw new ApiException(409, $"container {call.Container} is restarting, wait until the container is running");
        var attachment = new Attachment(call, request, container);
        // Joined before the client is told so: what it starts now is seen from the first byte.
        if (attachment.feed is { } feed) await feed.BeginAsync(call.Aborted).ConfigureAwait(false);
        return attachment;
    }

    private async Task RunAsync(IStdioClient client, SessionPlan how)
    {
        if (feed is not null) await new HijackedSession(client, feed, point, how).RunAsync().ConfigureAwait(false);
    }

    private static IMessage Resume(IMessage message, LogPosition position) => message switch
    {
        AttachContainer attach => attach with { From = position, Logs = false },
        ReadLogs logs => logs with { From = position },
        _ => message,
    };
}
