using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>The images that are being pulled: one child for each, and one for each layer that several of them may want.</summary>
internal sealed class TakesActor : ReceiveActor
{
    private readonly ImageStore store;
    private readonly ImageStoreSettings settings;
    private readonly HashSet<IActorRef> takes = [];
    private readonly Dictionary<Digest, (IActorRef Layer, HashSet<IActorRef> Takers)> layers = [];
    private readonly HashSet<IActorRef> running = [];
    private readonly Queue<IActorRef> waiting = new();
    private long number;

    public TakesActor(ImageStore store, ImageStoreSettings settings)
    {
        this.store = store;
        this.settings = settings;
        Receive<TakeImageActor.Begin>(OnBegin);
        Receive<TakeImageActor.Wants>(OnWants);
        Receive<TakeImageActor.Taken>(taken => Context.Parent.Forward(taken));
        Receive<LayerActor.Leftovers>(Context.Parent.Tell);
        Receive<LayerActor.Waits>(_ => OnWaits(Sender));
        Receive<LayerActor.Worked>(_ => OnWorked(Sender));
        Receive<Terminated>(gone => OnTerminated(gone.ActorRef));
    }

    public static Props Props(ImageStore store, ImageStoreSettings settings) => Akka.Actor.Props.Create(() => new TakesActor(store, settings));

    private void OnBegin(TakeImageActor.Begin begin)
    {
        if (takes.Count >= settings.MaxWaitingJobs)
            begin.Requester.Tell(new Fault(FaultCode.Overloaded, "Too many images are being pulled; try again later."));
        else
            takes.Add(Context.Watch(Context.ActorOf(TakeImageActor.Props(store, settings.Limits, begin), $"take-{++number}")));
    }

    private void OnWants(TakeImageActor.Wants wants)
    {
        if (!takes.Contains(Sender)) return;
        foreach (BlobDescriptor blob in wants.Blobs)
        {
            if (!layers.TryGetValue(blob.Digest, out var entry))
            {
                IActorRef layer = Context.ActorOf(LayerActor.Props(store, settings.Limits, blob), $"layer-{blob.Digest.Hex()[..12]}-{++number}");
                layers[blob.Digest] = entry = (Context.Watch(layer), []);
            }

            entry.Takers.Add(Sender);
            entry.Layer.Tell(new LayerActor.Want(Sender, wants.Source));
        }
    }

    private void OnWaits(IActorRef layer)
    {
        waiting.Enqueue(layer);
        StartLayers();
    }

    private void OnWorked(IActorRef layer)
    {
        running.Remove(layer);
        StartLayers();
    }

    private void OnTerminated(IActorRef gone)
    {
        if (takes.Remove(gone)) Release(gone);
        else OnLayerGone(gone);
        StartLayers();
    }

    private void Release(IActorRef taker)
    {
        foreach ((Digest blob, (IActorRef layer, HashSet<IActorRef> takers)) in layers.ToArray())
        {
            if (!takers.Remove(taker)) continue;
            if (takers.Count > 0)
            {
                layer.Tell(new LayerActor.Leave(taker));
                continue;
            }

            layers.Remove(blob);
            Context.Stop(layer);
        }
    }

    // Stopped because nobody wanted it, or after a defect: those who still wait for it are told.
    private void OnLayerGone(IActorRef layer)
    {
        running.Remove(layer);
        foreach ((Digest blob, (IActorRef known, HashSet<IActorRef> takers)) in layers.ToArray())
        {
            if (!known.Equals(layer)) continue;
            layers.Remove(blob);
            foreach (IActorRef taker in takers) taker.Tell(new LayerActor.Lost(blob, new Fault(FaultCode.Internal, "A layer could not be taken in; the engine's log says why.")));
        }
    }

    private void StartLayers()
    {
        while (running.Count < settings.MaxRunningLayers && waiting.TryDequeue(out IActorRef? next))
        {
            if (!layers.Values.Any(entry => entry.Layer.Equals(next))) continue;
            running.Add(next);
            next.Tell(LayerActor.Start.Instance);
        }
    }

    /// <summary>A pull or a layer that fails is not begun again: its requester is told and may ask again.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}
