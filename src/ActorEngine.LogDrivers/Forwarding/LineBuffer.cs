namespace ActorEngine.LogDrivers;

/// <summary>
/// What was read and not handed over yet, bounded in bytes. A batch counts until it is released, since the receiver's side holds it meanwhile. When it is full the
/// reader waits or drops lines; the buffer itself drops nothing. Thread-safe.
/// </summary>
internal sealed class LineBuffer(long capacity, TimeProvider time, Signal changed)
{
    private readonly Lock gate = new();
    private readonly LinkedList<LineBatch> waiting = new();
    private long weight;
    private long movedAt = time.GetTimestamp();
    private bool complete;

    /// <summary>What still fits.</summary>
    public long Room
    {
        get
        {
            lock (gate) return capacity - weight;
        }
    }

    /// <summary>How long nothing has been released; nothing while there is nothing to release.</summary>
    public TimeSpan StuckFor
    {
        get
        {
            lock (gate) return weight == 0 ? TimeSpan.Zero : time.GetElapsedTime(movedAt);
        }
    }

    /// <summary>Takes a batch where it fits; one that is larger than the whole buffer where it is empty. One without lines always fits.</summary>
    public bool TryAdd(LineBatch batch)
    {
        lock (gate)
        {
            if (batch.Lines.Count == 0 && waiting.Last?.Value is { Lines.Count: 0 } last)
            {
                last.Absorb(batch);
                batch.Dispose();
                return true;
            }

            if (batch.Lines.Count > 0 && weight > 0 && weight + batch.Weight > capacity) return false;
            if (weight == 0) movedAt = time.GetTimestamp();
            weight += batch.Weight;
            waiting.AddLast(batch);
        }

        changed.Set();
        return true;
    }

    /// <summary>There will be no more.</summary>
    public void Complete()
    {
        lock (gate) complete = true;
        changed.Set();
    }

    /// <summary>The next batch, to be released; null after the last one.</summary>
    public async ValueTask<LineBatch?> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var next = changed.Next;
            lock (gate)
            {
                if (waiting.First is { } first)
                {
                    waiting.RemoveFirst();
                    return first.Value;
                }

                if (complete) return null;
            }

            await next.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A batch was handed over.</summary>
    public void Release(long batchWeight)
    {
        lock (gate)
        {
            weight -= batchWeight;
            movedAt = time.GetTimestamp();
        }

        changed.Set();
    }

    /// <summary>The receiver takes something, if not the whole batch yet.</summary>
    public void Moved()
    {
        lock (gate) movedAt = time.GetTimestamp();
    }
}
