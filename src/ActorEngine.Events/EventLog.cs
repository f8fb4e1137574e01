using ActorEngine.Contracts;

namespace ActorEngine.Events;

/// <summary>Numbers events, remembers the newest and the deduplication ids. Plain state; the actor persists and sends.</summary>
internal sealed class EventLog(EventSettings settings)
{
    private readonly LinkedList<EngineEvent> tail = new();
    private readonly Queue<(string Id, DateTimeOffset Time)> idOrder = new();
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>Ids of events up to this time may have been forgotten.</summary>
    private DateTimeOffset forgotten = DateTimeOffset.MinValue;

    /// <summary>Number given last, persisted or about to be.</summary>
    public long Assigned { get; private set; }

    /// <summary>Number of the newest event that readers may see.</summary>
    public long Last { get; private set; }

    /// <summary>Events up to this number have been deleted.</summary>
    public long Trimmed { get; private set; }

    /// <summary>The record to persist; null where the journal holds it already.</summary>
    public RecordedEvent? Assign(PublishEvent published)
    {
        if (published.Again && published.Time <= forgotten) return null;
        if (published.DeduplicationId is { } id && !Remember(id, published.Time)) return null;
        return RecordedEvent.From(published, ++Assigned);
    }

    /// <summary>The record is in the journal.</summary>
    public void Append(RecordedEvent recorded)
    {
        Last = recorded.Number;
        Assigned = Math.Max(Assigned, Last);
        if (recorded.DeduplicationId is { } id) Remember(id, recorded.Time);
        tail.AddLast(recorded.ToEvent());
        if (tail.Count > settings.Tail) tail.RemoveFirst();
    }

    /// <summary>The page after a cursor; null where it begins before what memory holds.</summary>
    public EventPage? Page(long after)
    {
        if (after >= Last) return new EventPage([], Last, 0, true);
        if (tail.First is null || tail.First.Value.Number > after + 1) return null;
        var page = new List<EngineEvent>(settings.Page);
        foreach (var recorded in tail)
        {
            if (recorded.Number <= after) continue;
            if (page.Count == settings.Page) break;
            page.Add(recorded);
        }

        return new EventPage(page, page[^1].Number, 0, page[^1].Number == Last);
    }

    /// <summary>Everything up to this number may go now; 0 where nothing is due.</summary>
    public long DueForTrimming()
    {
        long upTo = Last - settings.Keep;
        return upTo > Trimmed ? upTo : 0;
    }

    public void Trim(long upTo) => Trimmed = Math.Max(Trimmed, upTo);

    public EventsSnapshot ToSnapshot() => new(Last, Trimmed, [.. idOrder.Select(remembered => remembered.Id)])
    {
        RememberedTimes = [.. idOrder.Select(remembered => remembered.Time)],
        Forgotten = forgotten,
    };

    public void Restore(EventsSnapshot snapshot)
    {
        (Last, Assigned, Trimmed) = (snapshot.Last, snapshot.Last, snapshot.Trimmed);
        forgotten = snapshot.Forgotten;
        for (int i = 0; i < snapshot.RememberedIds.Count; i++)
            Remember(snapshot.RememberedIds[i], i < snapshot.RememberedTimes.Count ? snapshot.RememberedTimes[i] : DateTimeOffset.MinValue);
    }

    private bool Remember(string id, DateTimeOffset time)
    {
        if (!ids.Add(id)) return false;
        idOrder.Enqueue((id, time));
        if (idOrder.Count <= settings.RememberedIds) return true;
        (string oldest, DateTimeOffset until) = idOrder.Dequeue();
        ids.Remove(oldest);
        if (until > forgotten) forgotten = until;
        return true;
    }
}
