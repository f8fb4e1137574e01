using ActorEngine.Linux;

namespace ActorEngine.Shim.Loop;

/// <summary>The one thread: waits for descriptors and timers, and calls what is due.</summary>
internal sealed class PollLoop
{
    private readonly List<Pollable> watched = [];
    private readonly List<(long Due, Action Act)> timers = [];
    private Pollable[] order = new Pollable[16];
    private readonly HeapTrim heap = new();
    private PollEntry[] entries = new PollEntry[16];
    private bool stopped;

    public void Watch(Pollable item)
    {
        if (item.Watched) return;
        item.Watched = true;
        watched.Add(item);
    }

    public void Forget(Pollable item)
    {
        if (!item.Watched) return;
        item.Watched = false;
        watched.Remove(item);
    }

    /// <summary>Calls once, after a delay.</summary>
    public void After(int milliseconds, Action act) => timers.Add((Clock.Monotonic + milliseconds * 1_000_000L, act));

    public void Stop() => stopped = true;

    public void Run()
    {
        while (!stopped)
        {
            int count = Prepare();
            int ready = Poll.Wait(entries.AsSpan(0, count), Timeout());
            for (int i = 0; i < count && ready > 0; i++)
            {
                PollEvents events = entries[i].Ready;
                if (events == PollEvents.None) continue;
                ready--;
                // An earlier one may have closed a later one.
                if (order[i].Watched) order[i].OnReady(events);
            }

            FireTimers();
            heap.Check();
        }
    }

    private int Prepare()
    {
        int count = watched.Count;
        if (count > entries.Length)
        {
            order = new Pollable[count * 2];
            entries = new PollEntry[count * 2];
        }

        for (int i = 0; i < count; i++)
        {
            order[i] = watched[i];
            PollEvents wanted = watched[i].Wanted;
            entries[i] = new PollEntry(wanted == PollEvents.None ? -1 : watched[i].File.Number, wanted);
        }

        return count;
    }

    private int Timeout()
    {
        if (timers.Count == 0) return -1;
        long next = long.MaxValue;
        foreach ((long due, _) in timers) next = Math.Min(next, due);
        long left = next - Clock.Monotonic;
        return left <= 0 ? 0 : (int)Math.Min(left / 1_000_000 + 1, int.MaxValue);
    }

    private void FireTimers()
    {
        if (timers.Count == 0) return;
        long now = Clock.Monotonic;
        for (int i = 0; i < timers.Count;)
        {
            if (timers[i].Due > now)
            {
                i++;
                continue;
            }

            Action act = timers[i].Act;
            timers.RemoveAt(i);
            act();
        }
    }
}
