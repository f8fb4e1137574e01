using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>Wants to hear of a container's ends.</summary>
internal sealed record WatchContainer(ContainerRef Container, IActorRef Watcher);

/// <summary>Wants to hear no more.</summary>
internal sealed record UnwatchContainer(ContainerRef Container, IActorRef Watcher);

/// <summary>
/// All watches of one engine over one event stream with a cursor: a thousand watchers cost the engine one stream, and an end that
/// happens while the link is down or the engine away is told when it is back.
/// </summary>
internal sealed class ContainerWatchActor : ReceiveActor
{
    private const int LooksAtOnce = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly EngineLink link;
    private readonly Dictionary<ContainerId, Entry> entries = [];
    private readonly Dictionary<IActorRef, int> watchers = [];
    private readonly Queue<Entry> toLook = new();
    private readonly CancellationTokenSource stopped = new();
    private object? linkNews;
    private bool streaming, live;
    private int looking;

    public ContainerWatchActor(EngineLink link)
    {
        this.link = link;
        Receive<WatchContainer>(OnWatch);
        Receive<UnwatchContainer>(message => Forget(message.Container.Id, message.Watcher));
        Receive<Terminated>(gone =>
        {
            foreach (var id in entries.Keys.ToList()) Forget(id, gone.ActorRef);
        });
        Receive<NodeReachable>(OnLink);
        Receive<NodeUnreachable>(OnLink);
        Receive<StreamElement>(OnElement);
        Receive<Looked>(OnLooked);
        Receive<StreamOver>(over =>
        {
            streaming = live = false;
            if (over.Refused is { } fault) RefuseAll(fault);
            else if (entries.Count > 0) Follow();
        });
    }

    public static Props Props(EngineLink link) => Akka.Actor.Props.Create(() => new ContainerWatchActor(link));

    protected override void PreStart() => link.Actor.Tell(new ObserveLink(Self));

    protected override void PostStop() => stopped.Cancel();

    private void OnWatch(WatchContainer message)
    {
        if (!entries.TryGetValue(message.Container.Id, out var entry)) entries.Add(message.Container.Id, entry = new Entry(message.Container));
        if (!entry.Watchers.Add(message.Watcher)) return;
        Count(message.Watcher, 1);
        if (linkNews is NodeUnreachable && watchers[message.Watcher] == 1) message.Watcher.Tell(linkNews);
        if (!streaming) Follow();
        if (entry.Known.IsUnknown)
        {
            entry.Fresh.Add(message.Watcher);
            Look(entry);
        }
        else if (entry.Known.Over is { } exit) message.Watcher.Tell(new Exited(entry.Container, exit));
    }

    private void Forget(ContainerId id, IActorRef watcher)
    {
        if (!entries.TryGetValue(id, out var entry) || !entry.Watchers.Remove(watcher)) return;
        Count(watcher, -1);
        if (entry.Watchers.Count == 0) entries.Remove(id);
    }

    private void Count(IActorRef watcher, int change)
    {
        int count = watchers.GetValueOrDefault(watcher) + change;
        if (change > 0 && count == 1) Context.Watch(watcher);
        if (count > 0) watchers[watcher] = count;
        else if (watchers.Remove(watcher)) Context.Unwatch(watcher);
    }

    private void OnLink(object news)
    {
        bool first = linkNews is null;
        linkNews = news;
        // That the engine is there is no news to those who began with it.
        if (first && news is NodeReachable) return;
        foreach (var watcher in watchers.Keys) watcher.Tell(news);
    }

    private void Follow()
    {
        streaming = true;
        var self = Self;
        FollowAsync(self).PipeTo(self);
    }

    private async Task<StreamOver> FollowAsync(IActorRef self)
    {
        var request = new SubscribeEvents { Cursor = true, Filters = [new Filter("type", "container"), new Filter("event", "start"), new Filter("event", "die"), new Filter("event", "destroy"), new Filter("event", "health_status")] };
        try
        {
            await foreach (var element in ResumingStream.ReadAsync(link, request, stopped.Token).ConfigureAwait(false))
            {
                if (element is StreamElement.End { Reply: Fault fault }) return await OverAsync(fault).ConfigureAwait(false);
                self.Tell(element);
            }

            return new StreamOver(null);
        }
        catch (EngineFaultException refused)
        {
            return await OverAsync(refused.Fault).ConfigureAwait(false);
        }
        catch (Exception error) when (error is EngineException or OperationCanceledException)
        {
            return new StreamOver(null);
        }
    }

    /// <summary>What passes is no refusal: the stream is asked for again.</summary>
    private async Task<StreamOver> OverAsync(Fault fault)
    {
        if (!fault.IsPassing()) return new StreamOver(fault);
        await Task.Delay(Pause, stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new StreamOver(null);
    }

    private void OnElement(StreamElement element)
    {
        if (element is not StreamElement.Item { Value: var item }) return;
        switch (item)
        {
            case EngineEvent happened when entries.TryGetValue(new ContainerId(happened.Actor), out var entry):
                if (entry.Known.Happened(happened) is { } exit) entry.Tell(new Exited(entry.Container, exit));
                if (HealthChanged.Read(entry.Container, happened) is { } health) entry.TellAll(health);
                if (happened.Action == "destroy") Drop(entry, new ContainerRemoved(entry.Container));
                break;
            case EventCursor when !live:
                live = true;
                // What happened between an earlier stream and this one.
                foreach (var known in entries.Values) Relook(known);
                LookNext();
                break;
            case StreamNotice:
                foreach (var known in entries.Values) Relook(known);
                break;
        }
    }

    private void Relook(Entry entry)
    {
        entry.Known.Forget();
        Look(entry);
    }

    private void Look(Entry entry)
    {
        if (entry.Looking) return;
        entry.Looking = true;
        toLook.Enqueue(entry);
        LookNext();
    }

    /// <summary>Not before the stream stands: what happens after the look must come through it.</summary>
    private void LookNext()
    {
        while (live && looking < LooksAtOnce && toLook.TryDequeue(out var entry))
        {
            looking++;
            var looked = entry;
            CommandSender.SendAsync(link, new InspectContainer(entry.Container.Reference), stopped.Token).PipeTo(Self, success: answer => new Looked(looked, answer), failure: error => new Looked(looked, error));
        }
    }

    private void OnLooked(Looked looked)
    {
        looking--;
        looked.Entry.Looking = false;
        if (entries.GetValueOrDefault(looked.Entry.Container.Id) == looked.Entry)
        {
            if (looked.Answer is ContainerInspection inspection)
            {
                if (looked.Entry.Known.Looked(inspection.State) is { } exit) looked.Entry.Tell(new Exited(looked.Entry.Container, exit));
                else if (looked.Entry.Known.Over is { } before) looked.Entry.TellFresh(new Exited(looked.Entry.Container, before));
                looked.Entry.Fresh.Clear();
            }
            else if (looked.Answer is Fault { Code: FaultCode.NotFound }) Drop(looked.Entry, new ContainerRemoved(looked.Entry.Container));
            else if (looked.Answer is Fault { Code: FaultCode.PermissionDenied } refused) Drop(looked.Entry, new WatchRefused(looked.Entry.Container, refused));
            else Look(looked.Entry);
        }

        LookNext();
    }

    private void RefuseAll(Fault fault)
    {
        foreach (var entry in entries.Values.ToList()) Drop(entry, new WatchRefused(entry.Container, fault));
    }

    private void Drop(Entry entry, object last)
    {
        entry.Tell(last);
        foreach (var watcher in entry.Watchers.ToList()) Forget(entry.Container.Id, watcher);
    }

    private sealed class Entry(ContainerRef container)
    {
        public ContainerRef Container { get; } = container;

        public HashSet<IActorRef> Watchers { get; } = [];

        /// <summary>Those who have not been told of an end that others know.</summary>
        public HashSet<IActorRef> Fresh { get; } = [];

        public WatchedContainer Known { get; } = new();

        public bool Looking { get; set; }

        public void Tell(object news)
        {
            foreach (var watcher in Watchers) watcher.Tell(news);
            Fresh.Clear();
        }

        /// <summary>News that is not of an end.</summary>
        public void TellAll(object news)
        {
            foreach (var watcher in Watchers) watcher.Tell(news);
        }

        public void TellFresh(object news)
        {
            foreach (var watcher in Fresh.Where(Watchers.Contains)) watcher.Tell(news);
        }
    }

    private sealed record Looked(Entry Entry, object Answer);

    private sealed record StreamOver(Fault? Refused);
}
