using ActorEngine.Linux;

namespace ActorEngine.Logs;

/// <summary>Wakes readers when log directories change: one inotify instance and one thread for all of an engine.</summary>
public sealed class LogWatch : IDisposable
{
    private readonly Inotify inotify = new();
    private readonly FileDescriptor stop = EventCounter.Create();
    private readonly Lock gate = new();
    private readonly Dictionary<int, List<Subscription>> subscriptions = [];
    private readonly Thread thread;

    /// <summary>Starts watching.</summary>
    public LogWatch()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "log-watch" };
        thread.UnsafeStart();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        EventCounter.Signal(stop);
        thread.Join();
        inotify.Dispose();
        stop.Dispose();
    }

    internal Subscription Subscribe(string directory, Action<string> created)
    {
        lock (gate)
        {
            int watch = inotify.Watch(directory, InotifyEvents.Modify | InotifyEvents.Create | InotifyEvents.MovedTo | InotifyEvents.DeleteSelf);
            if (!subscriptions.TryGetValue(watch, out List<Subscription>? list)) subscriptions[watch] = list = [];
            var subscription = new Subscription(this, watch, created);
            list.Add(subscription);
            return subscription;
        }
    }

    private void Forget(Subscription subscription)
    {
        lock (gate)
        {
            if (!subscriptions.TryGetValue(subscription.Watch, out List<Subscription>? list)) return;
            list.Remove(subscription);
            if (list.Count > 0) return;
            subscriptions.Remove(subscription.Watch);
            inotify.Unwatch(subscription.Watch);
        }
    }

    private void Run()
    {
        List<InotifyEvent> events = [];
        Span<PollEntry> entries = [new(inotify.Descriptor.Number, PollEvents.Read), new(stop.Number, PollEvents.Read)];
        while (true)
        {
            Poll.Wait(entries, -1);
            if (entries[1].Ready != PollEvents.None) return;
            events.Clear();
            inotify.Take(events);
            lock (gate)
            {
                foreach (InotifyEvent change in events) Wake(change);
            }
        }
    }

    private void Wake(InotifyEvent change)
    {
        if ((change.Events & InotifyEvents.QueueOverflow) != 0)
        {
            foreach (List<Subscription> all in subscriptions.Values) all.ForEach(static each => each.Wake());
        }
        else if (subscriptions.TryGetValue(change.Watch, out List<Subscription>? list))
        {
            foreach (Subscription each in list)
            {
                if ((change.Events & (InotifyEvents.Create | InotifyEvents.MovedTo)) != 0) each.Created(change.Name);
                each.Wake();
            }
        }
    }

    /// <summary>One reader's interest: an event that stays set until it was waited for.</summary>
    internal sealed class Subscription(LogWatch owner, int watch, Action<string> created) : IDisposable
    {
        private readonly SemaphoreSlim changed = new(0, 1);
        private int set;

        public int Watch => watch;

        /// <summary>Told on the watch's thread of each new file.</summary>
        public void Created(string name) => created(name);

        public void Wake()
        {
            if (Interlocked.Exchange(ref set, 1) == 0) changed.Release();
        }

        public async Task WaitAsync(CancellationToken cancellation)
        {
            await changed.WaitAsync(cancellation).ConfigureAwait(false);
            Volatile.Write(ref set, 0);
        }

        public void Dispose() => owner.Forget(this);
    }
}
