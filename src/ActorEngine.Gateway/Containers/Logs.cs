using System.Buffers;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Streams;

namespace ActorEngine.Gateway.Containers;

/// <summary>Answers logs: what a container wrote, and as it is followed what it writes, also over restarts of the engine.</summary>
internal static class Logs
{
    public static async Task AnswerAsync(Call call)
    {
        var container = await call.AskAsync<ContainerInspection>(new InspectContainer(call.Container)).ConfigureAwait(false);
        if (container.State.Status is ContainerStatus.Dead or ContainerStatus.Removing)
            throw new ApiException(409, "can not get logs from container which is dead or marked for removal");
        var request = LogRequest.Read(call, container);
        var point = new ResumePoint();
        await using var feed = call.Feed(again =>
        {
            // Before the first position the same question gives the same bytes again, except that a tail counts from another end by then.
            if (again) point.Restart(fromStart: request.Tail is null);
            return point.Position is { } position ? request with { From = position, Tail = null } : request;
        });
        await feed.BeginAsync(call.Aborted).ConfigureAwait(false);
        await call.BeginAsync(StdioContent.Of(call.Version, container.Settings.Tty)).ConfigureAwait(false);
        await SendAsync(call, feed, point, framed: !container.Settings.Tty).ConfigureAwait(false);
    }

    private static async Task SendAsync(Call call, EngineFeed feed, ResumePoint point, bool framed)
    {
        var output = call.Http.Response.BodyWriter;
        while (await feed.NextAsync(call.Aborted).ConfigureAwait(false) is { } element)
        {
            switch (element)
            {
                case StreamElement.Data data when point.Take(data.Channel, data.Bytes) is { IsEmpty: false } bytes:
                    if (framed) StdioFrame.WriteLines(output, data.Channel, bytes.Span);
                    else output.Write(bytes.Span);
                    await output.FlushAsync(call.Aborted).ConfigureAwait(false);
                    break;
                case StreamElement.Item { Value: StreamPosition reached }:
                    point.Reached(reached.Position);
                    break;
                case StreamElement.End { Reply: Fault fault }:
                    throw ApiException.Of(fault);
                case StreamElement.End:
                    return;
            }
        }

        throw new ApiException(503, "The engine went away.");
    }
}
