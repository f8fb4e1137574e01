using Akka.Actor;
using Akka.Event;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>
/// One layer on its way in, for every pull that wants it. It is fetched from the first one's source; where that fails, that pull is told
/// and the next one's source is tried. The layer is kept until the actor ends.
/// </summary>
internal sealed class LayerActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly ImageStore store;
    private readonly ArchiveLimits limits;
    private readonly BlobDescriptor blob;
    private readonly List<Want> wants = [];
    private readonly HandOver<PulledLayer> result = new();
    private readonly ILoggingAdapter log = Context.GetLogger();
    private CancellationTokenSource? work;
    private LayerMeter meter = new();
    private TransferProgress? told;
    private PulledLayer? layer;
    private bool queued;

    public LayerActor(ImageStore store, ArchiveLimits limits, BlobDescriptor blob)
    {
        this.store = store;
        this.limits = limits;
        this.blob = blob;
        Receive<Want>(OnWant);
        Receive<Leave>(OnLeave);
        Receive<Start>(_ => OnStart());
        Receive<Arrived>(OnArrived);
        Receive<Failed>(OnFailed);
        Receive<Measure>(_ => OnMeasure());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ImageStore store, ArchiveLimits limits, BlobDescriptor blob) =>
        Akka.Actor.Props.Create(() => new LayerActor(store, limits, blob));

    protected override void PostStop()
    {
        work?.Cancel();
        result.Close();
        Context.Parent.Tell(Leftovers.Instance);
    }

    private void OnWant(Want want)
    {
        wants.Add(want);
        if (layer is not null) want.Taker.Tell(new Ready(blob.Digest, layer));
        else if (told is not null) want.Taker.Tell(told);
        else want.Taker.Tell(new TransferProgress(blob.Digest, TransferPhase.Waiting) { Total = blob.Size });
        if (queued || work is not null || layer is not null) return;
        queued = true;
        Context.Parent.Tell(Waits.Instance);
    }

    private void OnLeave(Leave leave)
    {
        bool wasFirst = wants.Count > 0 && wants[0].Taker.Equals(leave.Taker);
        wants.RemoveAll(want => want.Taker.Equals(leave.Taker));
        // The source that is being read goes away with its pull; the failure that follows tries the next one.
        if (wasFirst) work?.Cancel();
    }

    private void OnStart()
    {
        queued = false;
        if (wants.Count > 0) Work();
        else End();
    }

    private void Work()
    {
        work = new CancellationTokenSource();
        meter = new LayerMeter();
        Want first = wants[0];
        CancellationToken cancellation = work.Token;
        LayerMeter counting = meter;
        HandOver<PulledLayer> target = result;
        (ImageStore into, ArchiveLimits bounds, BlobDescriptor what, IActorRef parent) = (store, limits, blob, Context.Parent);
        Timers.StartPeriodicTimer(nameof(Measure), Measure.Instance, Tick);
        void Take()
        {
            try
            {
                target.Put(PulledLayer.Take(into, bounds, what, first.Source, counting, cancellation));
            }
            finally
            {
                // Told by the work itself: this actor may be gone by now.
                parent.Tell(Leftovers.Instance);
            }
        }

        Task.Factory.StartNew(Take, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .PipeTo(Self, success: () => Arrived.Instance, failure: e => new Failed(first.Taker, e));
    }

    private void OnArrived(Arrived arrived)
    {
        layer = result.Take();
        if (layer is null) return;
        // It stays this actor's to dispose; pulls link and claim what they need while they are alive.
        result.Put(layer);
        End();
        foreach (Want want in wants)
        {
            want.Taker.Tell(new TransferProgress(blob.Digest, TransferPhase.Pulled) { Current = blob.Size, Total = blob.Size });
            want.Taker.Tell(new Ready(blob.Digest, layer));
        }
    }

    private void OnFailed(Failed failed)
    {
        Timers.Cancel(nameof(Measure));
        work = null;
        Exception cause = failed.Cause is AggregateException { InnerException: { } inner } ? inner : failed.Cause;
        if (wants.RemoveAll(want => want.Taker.Equals(failed.Taker)) > 0)
        {
            if (StoreFaults.Expected(cause) is null) log.Error(cause, "A layer could not be taken in");
            failed.Taker.Tell(new Lost(blob.Digest, StoreFaults.Of(cause)));
        }

        if (wants.Count > 0) Work();
        else End();
    }

    private void OnMeasure()
    {
        long count = meter.Count;
        var now = new TransferProgress(blob.Digest, count < blob.Size ? TransferPhase.Downloading : TransferPhase.Extracting) { Current = count, Total = blob.Size };
        if (now == told) return;
        told = now;
        foreach (Want want in wants) want.Taker.Tell(now);
    }

    private void End()
    {
        Timers.Cancel(nameof(Measure));
        work = null;
        Context.Parent.Tell(Worked.Instance);
    }

    /// <summary>A pull wants the layer and offers a source for it.</summary>
    public sealed record Want(IActorRef Taker, IBlobSource Source);

    /// <summary>A pull has ended.</summary>
    public sealed record Leave(IActorRef Taker);

    /// <summary>It has something to do and waits for its turn.</summary>
    public sealed record Waits
    {
        public static readonly Waits Instance = new();
    }

    /// <summary>Its turn has come; it answers <see cref="Worked"/> when another may have it.</summary>
    public sealed record Start
    {
        public static readonly Start Instance = new();
    }

    public sealed record Worked
    {
        public static readonly Worked Instance = new();
    }

    /// <summary>The layer is here, and stays until the pulls that wanted it have ended.</summary>
    public sealed record Ready(Digest Blob, PulledLayer Layer);

    /// <summary>The layer could not be had from this pull's source.</summary>
    public sealed record Lost(Digest Blob, Fault Fault);

    /// <summary>Something may have come into the trash.</summary>
    public sealed record Leftovers
    {
        public static readonly Leftovers Instance = new();
    }

    private sealed record Arrived
    {
        public static readonly Arrived Instance = new();
    }

    private sealed record Failed(IActorRef Taker, Exception Cause);

    private sealed record Measure
    {
        public static readonly Measure Instance = new();
    }
}
