using Akka.Actor;
using Akka.Event;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Changes of the catalog, one at a time, each durable before it is answered.</summary>
public sealed partial class ImagesActor
{
    private readonly Queue<Change> changes = new();
    private Change? current;

    private void OnRemoveImage(RemoveImage command)
    {
        if (changes.Count >= settings.MaxWaitingJobs) Sender.Tell(Overloaded());
        else Enqueue(new DropImage(command, Sender));
    }

    private void Enqueue(Change change)
    {
        changes.Enqueue(change);
        if (current is null) RunNext();
    }

    private void RunNext()
    {
        while (current is null && changes.TryDequeue(out Change? change))
        {
            switch (change)
            {
                case AddImages add: Run(add); break;
                case DropImage drop: Run(drop); break;
                case ForgetImage forget: Run(forget); break;
                case AddNames names: Run(names); break;
            }
        }
    }

    private void Run(AddImages add)
    {
        ImageCatalog after = catalog;
        foreach (StagedImage staged in add.Import.Images)
            after = after.With([staged.Image], staged.Names.Select(name => KeyValuePair.Create(name, staged.Image.Id)));
        Start(add, after, visibleNow: false, (store, before) => store.Commit(before, after, add.Import));
    }

    private void Run(DropImage drop)
    {
        ImageResolution.Found found = ImageResolution.Resolve(catalog, drop.Command.Image);
        IReadOnlyList<ImageUser> users = found.Image is null ? [] :
            [.. snapshots.Where(snapshot => snapshot.Value.Image == found.Image.Id).Select(snapshot => new ImageUser(snapshot.Key, settings.IsRunning(snapshot.Key)))];
        (RemovalPlan? plan, Fault? fault) = ImageRemoval.Decide(catalog, drop.Command, users);
        if (plan is null)
        {
            drop.Requester!.Tell(fault!);
            return;
        }

        ImageCatalog after = catalog.WithoutNames(plan.Untagged);
        if (plan.Deletes) after = after.Without(plan.Image, plan.Hides);
        Start(drop with { Plan = plan }, after, visibleNow: true, (store, before) => store.Remove(before, after));
    }

    private void Run(ForgetImage forget)
    {
        // It may have been loaded again, or found a new container, since.
        if (!catalog.Images.TryGetValue(forget.Image, out ImageRecord? image) || !image.IsHidden) return;
        ImageCatalog after = catalog.Without(forget.Image, hide: false);
        Start(forget, after, visibleNow: true, (store, before) => store.Remove(before, after));
    }

    // A removal shows at once, so that nobody begins to use what is on its way out; an addition shows when it is durable.
    private void Start(Change change, ImageCatalog after, bool visibleNow, Action<ImageStore, ImageCatalog> work)
    {
        ImageCatalog before = catalog;
        current = change;
        if (visibleNow) catalog = after;
        ImageStore target = store!;
        Task.Run(() => work(target, before)).PipeTo(Self, success: () => new ChangeDone(after), failure: e => new ChangeFailed(before, e));
    }

    private void OnChangeDone(ChangeDone done)
    {
        ImageCatalog before = catalog;
        catalog = done.After;
        Change change = current!;
        current = null;
        switch (change)
        {
            case AddImages add:
                add.Import.Area.Dispose();
                Announce(add, before);
                add.Requester!.Tell(new ImagesLoaded([.. add.Import.Images.Select(staged => Summary(staged.Image))]));
                break;
            case AddNames names:
                Announce(names, before);
                break;
            case DropImage { Plan: { } plan } drop:
                foreach (string name in plan.Untagged) Publish("untag", plan.Image.Value, ImageCatalog.Familiar(name));
                if (plan.Deletes) Publish("delete", plan.Image.Value, plan.Image.Value);
                drop.Requester!.Tell(new ImageRemoved([.. plan.Untagged.Select(ImageCatalog.Familiar)], plan.Deletes ? [plan.Image] : []));
                break;
        }

        EmptyTrash();
        RunNext();
    }

    private void OnChangeFailed(ChangeFailed failed)
    {
        catalog = failed.Before;
        Change change = current!;
        current = null;
        Fault fault = StoreFaults.Of(failed.Cause);
        log.Error(failed.Cause, "A change of the image store failed: {0}", fault.Message);
        (change as AddImages)?.Import.Area.Dispose();
        change.Requester?.Tell(fault);
        if (StoreFaults.Expected(failed.Cause) is null) throw failed.Cause;
        EmptyTrash();
        RunNext();
    }

    private void Announce(AddImages add, ImageCatalog before)
    {
        foreach (StagedImage staged in add.Import.Images)
        {
            string id = staged.Image.Id.Value;
            string? name = staged.Names.Count > 0 ? ImageCatalog.Familiar(staged.Names[0]) : null;
            Publish(add.Command is LoadImage ? "load" : add.Command is PullImage ? "pull" : "import", id, name ?? id);
            AnnounceNames(staged.Names, staged.Image.Id, before);
        }
    }

    private static Fault Overloaded() => new(FaultCode.Overloaded, "Too many image changes are waiting; try again later.");

    private abstract record Change(IActorRef? Requester);

    private sealed record AddImages(ICommand Command, StagedImport Import, IActorRef? Requester) : Change(Requester);

    private sealed record DropImage(RemoveImage Command, IActorRef? Requester) : Change(Requester)
    {
        public RemovalPlan? Plan { get; init; }
    }

    private sealed record ForgetImage(Digest Image) : Change((IActorRef?)null);

    private sealed record ChangeDone(ImageCatalog After);

    private sealed record ChangeFailed(ImageCatalog Before, Exception Cause);
}
