using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Events;

/// <summary>Answers events: what happened, and what happens, without gap also over restarts of the engine.</summary>
internal static class EventQuery
{
    public static async Task AnswerAsync(Call call)
    {
        var request = Read(call);
        long? last = null;
        await using var feed = call.Feed(_ => last is { } number ? request with { After = number, Since = null } : request);
        await feed.BeginAsync(call.Aborted).ConfigureAwait(false);
        var format = EventFormat.For(call.Version, call.Http.Request.Headers.Accept.ToString());
        await call.BeginAsync(format.ContentType).ConfigureAwait(false);
        while (await feed.NextAsync(call.Aborted).ConfigureAwait(false) is { } element)
        {
            switch (element)
            {
                case StreamElement.Item { Value: EventCursor cursor }:
                    last = cursor.Number;
                    break;
                case StreamElement.Item { Value: EngineEvent happened }:
                    await call.Http.Response.BodyWriter.WriteAsync(format.Write(EventShape.Of(happened, call.Version)), call.Aborted).ConfigureAwait(false);
                    last = happened.Number;
                    break;
                case StreamElement.End { Reply: Fault fault }:
                    throw ApiException.Of(fault);
                case StreamElement.End:
                    return;
            }
        }

        throw new ApiException(503, "The engine went away.");
    }

    private static SubscribeEvents Read(Call call)
    {
        var (since, until) = (call.Time("since"), call.Time("until", up: true));
        if (until < since) throw new ApiException(400, $"`since` time ({call.Query("since")}) cannot be after `until` time ({call.Query("until")})");
        return new SubscribeEvents { Since = since, Until = until, Filters = call.Filters(), Cursor = true };
    }
}
