using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>Where a stream stands, and with which request it is taken up there. No actor, no clock.</summary>
internal sealed class StreamCursor(IMessage request)
{
    private readonly ResumePoint point = new();
    private long? lastEvent;
    private bool resumed;

    /// <summary>The request to send now.</summary>
    public IMessage Next => request switch
    {
        SubscribeEvents events when lastEvent is { } number => events with { After = number, Since = null, Cursor = true },
        SubscribeEvents events => events with { Cursor = true },
        ReadLogs logs when resumed && point.Position is { } position => logs with { From = position, Tail = null },
        AttachContainer attach when resumed && point.Position is { } position => attach with { From = position, Logs = false },
        _ => request,
    };

    /// <summary>What of an element is new to the reader; null where nothing is.</summary>
    public StreamElement? Take(StreamElement element)
    {
        switch (element)
        {
            case StreamElement.Data data:
                var bytes = point.Take(data.Channel is 1 or 2 ? data.Channel : 0, data.Bytes);
                return bytes.IsEmpty ? null : data with { Bytes = bytes };
            case StreamElement.Item { Value: StreamPosition reached }:
                point.Reached(reached.Position);
                return element;
            case StreamElement.Item { Value: EventCursor cursor }:
                lastEvent = cursor.Number;
                return request is SubscribeEvents { Cursor: true } ? element : null;
            case StreamElement.Item { Value: EngineEvent happened }:
                if (happened.Number <= lastEvent) return null;
                lastEvent = happened.Number;
                return element;
            default:
                return element;
        }
    }

    /// <summary>A new session is about to carry the stream on.</summary>
    public void Restart()
    {
        resumed = true;
        // Before the first position the same question gives the same bytes again, except that a tail counts from another end by then.
        point.Restart(fromStart: request is ReadLogs { Tail: null } or AttachContainer { Logs: true });
    }
}
