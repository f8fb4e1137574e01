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

    private void OnTagImage(TagImage command)
    {
        if (changes.Count >= settings.MaxWaitingJobs) Sender.Tell(Overloaded());
        else Enqueue(new GiveName(command, Sender));
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
                case AddContent add: Run(add); break;
                case ChangeLeases leases: Run(leases); break;
                case GiveName name: Run(name); break;
                case MendLayers mend: Run(mend); break;
                case Sweep sweep: Run(sweep); break;
                case Prune prune: Run(prune); break;
                case DropImage drop: Run(drop); break;
                case ForgetImage forget: Run(forget); break;
                case AddNames names: Run(names); break;
            }
        }
    }

    private void Run(AddContent add)
    {
        ImageCatalog after = catalog;
        foreach (StagedImage staged in add.Import.Images)
            after = after.With([Dated(staged.Image, staged.Names)], staged.Names.Select(name => KeyValuePair.Create(name, staged.Image.Id)));
        if (add.Import is { Lease: { } lease, Stack.Count: > 0 }) after = after.Holding(lease, add.Import.Stack);
        if (add.Import.Consumed is { } container)
        {
            store!.Snapshots.Discard(container);
            snapshots.Remove(container);
            after = after.Pruned(SnapshotChains);
        }

        Start(add, after, visibleNow: false, (store, before) => store.Commit(before, after, add.Import));
    }

    private void Run(DropImage drop)
    {
        ImageResolution.Found found = ImageResolution.Resolve(catalog, drop.Command.Image);
        IReadOnlyList<ImageUser> users = found.Image is null ? [] :
            [.. snapshots.Where(snapshot => !snapshot.Value.IsChain && snapshot.Value.Image == found.Image.Id).Select(snapshot => new ImageUser(snapshot.Key, settings.IsRunning(snapshot.Key)))];
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

    private void Run(GiveName name)
    {
        ImageResolution.Found found = ImageResolution.Resolve(catalog, name.Command.Image);
        try
        {
            if (found.Image is not { } image) name.Requester!.Tell(found.Fault!);
            else if (TaggableName.Of(name.Command.Name) is var canonical && catalog.Names.GetValueOrDefault(canonical) == image.Id) name.Requester!.Tell(new Done());
            else
            {
                ImageCatalog after = catalog.With([Dated(image, [canonical])], [KeyValuePair.Create(canonical, image.Id)]);
                Start(name with { Canonical = canonical, Image = image.Id }, after, visibleNow: false, (store, before) => store.Remove(before, after));
            }
        }
        catch (FaultException refused)
        {
            name.Requester!.Tell(refused.Fault);
        }
    }

    // An image that comes once more keeps the time of its last name, where it gets no new one.
    private ImageRecord Dated(ImageRecord image, IEnumerable<string> names) => image with
    {
        TaggedAt = names.Any(name => !name.Contains('@')) ? settings.Time.GetUtcNow() : catalog.Images.GetValueOrDefault(image.Id)?.TaggedAt,
    };

    private void Run(ChangeLeases leases)
    {
        ImageCatalog after = leases.Apply(catalog);
        if (ReferenceEquals(after, catalog)) leases.Requester?.Tell(leases.Answer);
        else Start(leases, after, visibleNow: true, (store, before) => store.Remove(before, after));
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
            case AddContent add:
                add.Import.Area.Dispose();
                Announce(add, before);
                if (add.Import.Mended is var (id, document) && catalog.Images.TryGetValue(id, out ImageRecord? mended)) catalog = catalog.With([mended with { Document = document }], []);
                if (add.Import.Answer is { } said) add.Requester!.Tell(said);
                else add.Requester!.Tell(add.Import.Stack.Count > 0
                    ? new LayerTaken(ImageViews.Layer(add.Import.Stack[^1]), add.Import.IsEmpty)
                    : new ImagesLoaded([.. add.Import.Images.Select(staged => Summary(staged.Image) with { References = [.. staged.Names.Where(name => !ImageCatalog.IsDigest(name)).Select(ImageCatalog.Familiar)] })]));
                break;
            case GiveName name:
                Announce(name.Image, [name.Canonical], before);
                name.Requester!.Tell(new Done());
                break;
            case Sweep { Result: { } result } sweep:
                sweep.Requester?.Tell(new StoreSwept(result.Removed, sweep.ReclaimedBytes));
                break;
            case MendLayers { Answer: { } answer } mend:
                mend.Check.Area.Dispose();
                mend.Requester?.Tell(answer);
                break;
            case Prune { Answer: { } answer } prune:
                Announce(prune, before);
                prune.Requester?.Tell(answer);
                break;
            case ChangeLeases leases:
                leases.Requester?.Tell(leases.Answer);
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
        (change as AddContent)?.Import.Area.Dispose();
        (change as MendLayers)?.Check.Area.Dispose();
        change.Requester?.Tell(fault);
        if (StoreFaults.Expected(failed.Cause) is null) throw failed.Cause;
        EmptyTrash();
        RunNext();
    }

    private void Announce(AddContent add, ImageCatalog before)
    {
        foreach (StagedImage staged in add.Import.Images)
        {
            string id = staged.Image.Id.Value;
            string? name = staged.Names.Count > 0 ? ImageCatalog.Familiar(staged.Names[0]) : null;
            // The registry client tells of pulls, those that had nothing to fetch too.
            if (add.Import.Action != "pull") Publish(add.Import.Action, id, name ?? id);
            Announce(staged.Image.Id, staged.Names, before);
        }
    }

    private void Announce(Digest image, IEnumerable<string> names, ImageCatalog before)
    {
        foreach (string canonical in names.Where(name => !name.Contains('@')))
        {
            if (before.Names.TryGetValue(canonical, out Digest old) && old != image) Publish("untag", old.Value, ImageCatalog.Familiar(canonical));
            Publish("tag", image.Value, ImageCatalog.Familiar(canonical));
        }
    }

    private static Fault Overloaded() => new(FaultCode.Overloaded, "Too many image changes are waiting; try again later.");

    private abstract record Change(IActorRef? Requester);

    private sealed record AddContent(StagedImport Import, IActorRef? Requester) : Change(Requester);

    private sealed record DropImage(RemoveImage Command, IActorRef? Requester) : Change(Requester)
    {
        public RemovalPlan? Plan { get; init; }
    }

    private sealed record GiveName(TagImage Command, IActorRef? Requester) : Change(Requester)
    {
        public string Canonical { get; init; } = "";

        public Digest Image { get; init; }
    }

    private sealed record ForgetImage(Digest Image) : Change((IActorRef?)null);

    private sealed record ChangeDone(ImageCatalog After);

    private sealed record ChangeFailed(ImageCatalog Before, Exception Cause);
}
