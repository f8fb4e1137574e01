using ActorEngine.Contracts;
using ActorEngine.Events;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="SubscribeEvents"/> page by page: the client's pace is the reader's pace, and nothing is kept for it.</summary>
internal static class EventFollower
{
    /// <summary>Well over the longest wait of the event stream.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<IReply> RunAsync(EngineServices services, IEngineCall call, SubscribeEvents request)
    {
        if (EventFilter.Validate(request.Filters) is { } fault) return fault;
        using var ending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, services.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, ending.Token);
        if (request.Until is { } until && until - services.Time.GetUtcNow() is { Ticks: > 0 } left) ending.CancelAfter(left);
        bool history = request.Until <= services.Time.GetUtcNow();
        long? after = request.After ?? (request.Since is not null || history ? 0 : null);
        // Who wants to know the cursor is told it at once, whether there are events or not.
        bool tell = request.Cursor;
        try
        {
            while (true)
            {
                var page = await NextAsync(services, after, wait: !history && !tell, over.Token).ConfigureAwait(false);
                if (page.Missed > 0 && request.After is not null)
                    await call.SendItemAsync(new StreamNotice($"{page.Missed} events after number {after} had been trimmed already."), call.Cancelled).ConfigureAwait(false);
                long told = after ?? -1;
                foreach (var happened in page.Events)
                {
                    if (happened.Time > request.Until) return new StreamEnded();
                    if (happened.Time < request.Since || !EventFilter.Matches(happened, request.Filters)) continue;
                    await call.SendItemAsync(happened, call.Cancelled).ConfigureAwait(false);
                    told = happened.Number;
                }

                after = page.Next;
                if (tell || (request.Cursor && told != page.Next)) await call.SendItemAsync(new EventCursor(page.Next), call.Cancelled).ConfigureAwait(false);
                tell = false;
                if (history && page.CaughtUp) break;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested && !call.Cancelled.IsCancellationRequested)
        {
            // The time asked for is over.
        }

        return new StreamEnded();
    }

    private static async Task<EventPage> NextAsync(EngineServices services, long? after, bool wait, CancellationToken over) =>
        await EngineEdge.AskAsync(services.Actors.Events, new ReadEvents(after, wait), Patience, over).ConfigureAwait(false) switch
        {
            EventPage page => page,
            EventsUnreadable unreadable => throw new FaultException(unreadable.Fault),
            Fault fault => throw new FaultException(fault),
            var other => throw new InvalidOperationException($"The event stream answered {other.GetType().Name}."),
        };
}
