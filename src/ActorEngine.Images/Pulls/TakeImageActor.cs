using Akka.Actor;
using Akka.Event;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Takes one image in for a pull: plans, waits for its layers, puts it together. Ends with the one who asked.</summary>
internal sealed class TakeImageActor : ReceiveActor
{
    private readonly ImageStore store;
    private readonly ArchiveLimits limits;
    private readonly Begin begin;
    private readonly HandOver<StagingArea> area = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<Digest, PulledLayer> pulled = [];
    private readonly ILoggingAdapter log = Context.GetLogger();
    private TakePlan plan = new([]);
    private int wanted;
    private bool answered;

    public TakeImageActor(ImageStore store, ArchiveLimits limits, Begin begin)
    {
        this.store = store;
        this.limits = limits;
        this.begin = begin;
        Receive<TakePlan>(OnPlan);
        Receive<TransferProgress>(begin.Requester.Tell);
        Receive<LayerActor.Ready>(OnReady);
        Receive<LayerActor.Lost>(lost => Fail(lost.Fault));
        Receive<StagedImport>(OnAssembled);
        Receive<Status.Failure>(failure => OnFailure(failure.Cause));
        Receive<Terminated>(_ => Context.Stop(Self));
    }

    public static Props Props(ImageStore store, ArchiveLimits limits, Begin begin) =>
        Akka.Actor.Props.Create(() => new TakeImageActor(store, limits, begin));

    protected override void PreStart()
    {
        Context.Watch(begin.Requester);
        (ImageStore into, HandOver<StagingArea> target, Begin what, ArchiveLimits bounds) = (store, area, begin, limits);
        Task.Run(() =>
        {
            var made = new StagingArea(into.Layout, into.Pins);
            try
            {
                return TakePlan.Make(what.Request, what.Catalog, made, bounds);
            }
            finally
            {
                target.Put(made);
            }
        }).PipeTo(Self);
    }

    protected override void PostStop()
    {
        stop.Cancel();
        area.Close();
        Context.Parent.Tell(LayerActor.Leftovers.Instance);
        if (!answered) begin.Requester.Tell(new Fault(FaultCode.Internal, "The image could not be taken in; the engine's log says why."));
    }

    private void OnPlan(TakePlan made)
    {
        plan = made;
        foreach (PlannedLayer layer in plan.Layers.Where(layer => layer.Present is not null))
            begin.Requester.Tell(new TransferProgress(layer.Blob.Digest, TransferPhase.Exists) { Current = layer.Blob.Size, Total = layer.Blob.Size });
        IReadOnlyList<BlobDescriptor> missing = plan.Wanted;
        wanted = missing.Count;
        if (wanted == 0) Assemble();
        else Context.Parent.Tell(new Wants(missing, begin.Request.Blobs));
    }

    private void OnReady(LayerActor.Ready ready)
    {
        pulled[ready.Blob] = ready.Layer;
        if (pulled.Count == wanted) Assemble();
    }

    private void Assemble()
    {
        if (area.Take() is not { } owned) return;
        (TakePlan what, TakeImage request, ArchiveLimits bounds, HandOver<StagingArea> target, CancellationToken cancellation) = (plan, begin.Request, limits, area, stop.Token);
        var layers = new Dictionary<Digest, PulledLayer>(pulled);
        Task.Run(() =>
        {
            try
            {
                return what.Assemble(request, owned, bounds, layers, cancellation);
            }
            finally
            {
                target.Put(owned);
            }
        }).PipeTo(Self);
    }

    private void OnAssembled(StagedImport import)
    {
        answered = true;
        area.Take();
        Context.Parent.Tell(new Taken(import, begin));
        Context.Stop(Self);
    }

    private void OnFailure(Exception cause)
    {
        Exception reason = cause is AggregateException { InnerException: { } inner } ? inner : cause;
        if (StoreFaults.Expected(reason) is null) log.Error(reason, "An image could not be taken in");
        Fail(StoreFaults.Of(reason));
    }

    private void Fail(Fault fault)
    {
        answered = true;
        begin.Requester.Tell(fault);
        Context.Stop(Self);
    }

    /// <summary>What to take in, for whom, and what the store held when it was asked.</summary>
    public sealed record Begin(TakeImage Request, IActorRef Requester, ImageCatalog Catalog);

    /// <summary>Tells the parent which layers it needs.</summary>
    public sealed record Wants(IReadOnlyList<BlobDescriptor> Blobs, IBlobSource Source);

    /// <summary>Tells the parent that the image is staged; who takes it disposes its area.</summary>
    public sealed record Taken(StagedImport Import, Begin Begin);
}
