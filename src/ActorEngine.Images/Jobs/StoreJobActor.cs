using Akka.Actor;
using Akka.Event;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>One running job. The work has a thread of its own; stopping the actor ends it.</summary>
internal sealed class StoreJobActor : ReceiveActor
{
    private readonly ImageStore store;
    private readonly ImageStoreSettings settings;
    private readonly StoreJob job;
    private readonly CancellationTokenSource stop = new();
    private readonly ILoggingAdapter log = Context.GetLogger();

    public static Props Props(ImageStore store, ImageStoreSettings settings, StoreJob job) =>
        Akka.Actor.Props.Create(() => new StoreJobActor(store, settings, job));

    public StoreJobActor(ImageStore store, ImageStoreSettings settings, StoreJob job)
    {
        this.store = store;
        this.settings = settings;
        this.job = job;
        Receive<Finished>(OnFinished);
    }

    protected override void PreStart()
    {
        CancellationToken cancellation = stop.Token;
        Task.Factory.StartNew(() => job.Run(store, settings, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .PipeTo(Self, success: import => new Finished(import, null), failure: e => new Finished(null, e));
    }

    protected override void PostStop()
    {
        stop.Cancel();
        job.Dispose();
    }

    private void OnFinished(Finished finished)
    {
        if (finished.Failure is { } failure && StoreFaults.Expected(failure) is null) log.Error(failure, "A job of the image store failed unexpectedly");
        Context.Parent.Tell(new Ended(finished.Import, finished.Failure is null ? null : StoreFaults.Of(finished.Failure)));
        Context.Stop(Self);
    }

    /// <summary>Tells the parent how it went; exactly one of the two is set.</summary>
    public sealed record Ended(StagedImport? Import, Fault? Fault);

    private sealed record Finished(StagedImport? Import, Exception? Failure);
}
