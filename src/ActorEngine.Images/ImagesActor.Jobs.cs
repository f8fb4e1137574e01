using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Imports: one child actor per running job, the others wait in a bounded queue.</summary>
public sealed partial class ImagesActor
{
    private readonly Dictionary<IActorRef, Job> running = [];
    private readonly Queue<Job> waiting = new();
    private long jobNumber;

    private void OnLoadArchive(LoadArchive request)
    {
        if (request.Request is not (LoadImage or ImportImage))
            Refuse(request, new Fault(FaultCode.InvalidArgument, $"An archive cannot be taken for {request.Request.GetType().Name}."));
        else if (waiting.Count >= settings.MaxWaitingJobs)
            Refuse(request, Overloaded());
        else
            waiting.Enqueue(new Job(request, Sender));
        StartJobs();
    }

    private void Refuse(LoadArchive request, Fault fault)
    {
        request.Content.Dispose();
        Sender.Tell(fault);
    }

    private void StartJobs()
    {
        while (running.Count < settings.MaxRunningJobs && waiting.TryDequeue(out Job? job))
        {
            IActorRef child = Context.ActorOf(ImportJobActor.Props(store!, settings, job.Archive), $"import-{++jobNumber}");
            running[Context.Watch(child)] = job;
        }
    }

    private void OnImportEnded(ImportJobActor.Ended ended)
    {
        if (!running.Remove(Sender, out Job? job))
        {
            ended.Import?.Area.Dispose();
            return;
        }

        if (ended.Import is { } import) Enqueue(new AddImages(job.Archive.Request, import, job.Requester));
        else job.Requester.Tell(ended.Fault!);
        EmptyTrash();
        StartJobs();
    }

    private void OnJobTerminated(Terminated terminated)
    {
        if (ReleaseLeases(terminated.ActorRef) || !running.Remove(terminated.ActorRef, out Job? job)) return;
        job.Requester.Tell(new Fault(FaultCode.Internal, "The import ended without a result; the engine's log says why."));
        StartJobs();
    }

    private sealed record Job(LoadArchive Archive, IActorRef Requester);
}
