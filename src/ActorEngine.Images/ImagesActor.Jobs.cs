using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Jobs: one child actor per running one, the others wait in a bounded queue.</summary>
public sealed partial class ImagesActor
{
    private readonly Dictionary<IActorRef, (StoreJob Job, IActorRef Requester)> running = [];
    private readonly Queue<(StoreJob Job, IActorRef Requester)> waiting = new();
    private long jobNumber;

    private void OnLoadArchive(LoadArchive request)
    {
        var job = new ArchiveJob(request);
        if (request.Request is LoadImage or ImportImage) Begin(job);
        else Refuse(job, new Fault(FaultCode.InvalidArgument, $"An archive cannot be taken for {request.Request.GetType().Name}."));
    }

    private void OnTakeLayer(TakeLayer request)
    {
        IReadOnlyList<LayerRecord>? below = request.Parent is { } parent ? catalog.Stack(parent) : [];
        // Whatever it is refused for, the stream is disposed.
        if (below is null) Refuse(new TakeLayerJob(request, []), NoLayers(request.Parent!.Value));
        else Begin(new TakeLayerJob(request, below));
    }

    private void OnCommitSnapshot(CommitSnapshot request)
    {
        if (IsBeingMade(request.Container, request)) return;
        if (StackOf(request.Container) is not { } below) Sender.Tell(NoSnapshot(request.Container));
        else Begin(new CommitSnapshotJob(request, below));
    }

    private void OnCommitImage(CommitImage request)
    {
        if (IsBeingMade(request.Container, request)) return;
        if (StackOf(request.Container) is not { } below) Sender.Tell(NoSnapshot(request.Container));
        else Begin(new CommitImageJob(request, snapshots[request.Container] is { IsChain: false } record ? record.Image : null, below));
    }

    private void OnWriteImage(WriteImage request)
    {
        try
        {
            IReadOnlyList<Digest> diffIds = ImageDocument.Parse(request.Configuration).DiffIds;
            IReadOnlyList<LayerRecord>? stack = diffIds.Count == 0 ? [] : catalog.Stack(ChainId.Of(diffIds)[^1]);
            if (stack is null) Sender.Tell(NoLayers(ChainId.Of(diffIds)[^1]));
            else Begin(new WriteImageJob(request, stack));
        }
        catch (FaultException refused)
        {
            Sender.Tell(refused.Fault);
        }
    }

    private void Begin(StoreJob job)
    {
        if (waiting.Count >= settings.MaxWaitingJobs) Refuse(job, Overloaded());
        else waiting.Enqueue((job, Sender));
        StartJobs();
    }

    private void Refuse(StoreJob job, Fault fault)
    {
        job.Dispose();
        Sender.Tell(fault);
    }

    private void StartJobs()
    {
        while (running.Count < settings.MaxRunningJobs && waiting.TryDequeue(out var next))
        {
            IActorRef child = Context.ActorOf(StoreJobActor.Props(store!, settings, next.Job), $"job-{++jobNumber}");
            running[Context.Watch(child)] = next;
        }
    }

    private void OnJobEnded(StoreJobActor.Ended ended)
    {
        if (!running.Remove(Sender, out var job))
        {
            ended.Import?.Area.Dispose();
            return;
        }

        if (ended.Import is { Findings: not null } check) Enqueue(new MendLayers(check, job.Requester));
        else if (ended.Import is { } import) Enqueue(new AddContent(import, job.Requester));
        else job.Requester.Tell(ended.Fault!);
        EmptyTrash();
        StartJobs();
    }

    private void OnJobTerminated(Terminated terminated)
    {
        if (StopReading(terminated.ActorRef) || !running.Remove(terminated.ActorRef, out var job)) return;
        job.Requester.Tell(new Fault(FaultCode.Internal, "The job ended without a result; the engine's log says why."));
        StartJobs();
    }

    private static Fault NoLayers(Digest chain) => new(FaultCode.NotFound, $"The store has no layers with the chain id {chain}.");
}
