using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Garbage: what nothing needs, what nobody uses, and how much that is.</summary>
public sealed partial class ImagesActor
{
    private void OnSweepStore(SweepStore command) => Lease(new Sweep(command, Sender));

    private void OnPruneImages(PruneImages command) => Lease(new Prune(command, Sender));

    private void OnMeasureStore(MeasureStore query)
    {
        ImageCatalog now = catalog;
        SnapshotDirectories directories = store!.Snapshots;
        ContainerId[] containers = [.. snapshots.Keys];
        Dictionary<Digest, int> used = snapshots.Values.Where(snapshot => !snapshot.IsChain).GroupBy(snapshot => snapshot.Image).ToDictionary(group => group.Key, group => group.Count());
        Task.Run<object>(() => new StoreMeasured(StoreSizes.Measure(now, used), containers.ToDictionary(id => id, id => DirectorySize.Of(directories.Upper(id)))))
            .PipeTo(Sender, Self, success: measured => measured, failure: StoreFaults.Of);
    }

    private void Run(Sweep sweep)
    {
        ImageCatalog after = catalog.WithoutExpired(settings.Time.GetUtcNow());
        after = (after with { Leases = after.Leases.RemoveRange(after.Leases.Keys.Where(name => sweep.Command.DropLeases.Any(start => name.StartsWith(start, StringComparison.Ordinal)))) }).Pruned(SnapshotChains);
        long reclaimed = StoreSizes.Reclaimed(catalog, after);
        var result = new SweepResult();
        Start(sweep with { Result = result, ReclaimedBytes = reclaimed }, after, visibleNow: true, (store, before) =>
        {
            if (!ReferenceEquals(before, after)) store.Remove(before, after);
            result.Removed = RunningSweep.Run(store.Layout, store.Pins, after);
        });
    }

    private void Run(Prune prune)
    {
        DateTimeOffset now = settings.Time.GetUtcNow();
        if (PruneFilters.Check(prune.Command.Filters, now) is { } wrong)
        {
            prune.Requester!.Tell(wrong);
            return;
        }

        IReadOnlyList<ImageRecord> chosen = ImageFilters.Apply(catalog, prune.Command.Filters, now).Images!;
        HashSet<Digest> used = [.. snapshots.Values.Where(snapshot => !snapshot.IsChain).Select(snapshot => snapshot.Image)];
        ImageCatalog after = catalog;
        List<string> untagged = [];
        List<Digest> deleted = [];
        foreach (ImageRecord image in chosen.Where(image => !used.Contains(image.Id)))
        {
            IReadOnlyList<string> names = catalog.NamesOf(image.Id);
            if (names.Count > 0 && !prune.Command.All) continue;
            untagged.AddRange(names);
            deleted.Add(image.Id);
            after = after.WithoutNames(names).Without(image.Id, hide: false);
        }

        var answer = new ImagesPruned([.. untagged.Select(ImageCatalog.Familiar)], deleted, StoreSizes.Reclaimed(catalog, after));
        if (deleted.Count == 0) prune.Requester!.Tell(answer);
        else Start(prune with { Answer = answer }, after, visibleNow: true, (store, before) => store.Remove(before, after));
    }

    private void Announce(Prune prune, ImageCatalog before)
    {
        foreach (Digest image in prune.Answer!.Deleted)
        {
            foreach (string name in before.FamiliarNames(image)) Publish("untag", image.Value, name);
            Publish("delete", image.Value, image.Value);
        }

        events.Tell(new PublishEvent(settings.Time.GetUtcNow(), "image", "prune", "") { Attributes = new Dictionary<string, string> { ["reclaimed"] = $"{prune.Answer.ReclaimedBytes}" } });
    }

    private sealed record Sweep(SweepStore Command, IActorRef? Requester) : Change(Requester)
    {
        public SweepResult? Result { get; init; }

        public long ReclaimedBytes { get; init; }
    }

    private sealed record Prune(PruneImages Command, IActorRef? Requester) : Change(Requester)
    {
        public ImagesPruned? Answer { get; init; }
    }

    // Written by the work, read when it is done.
    private sealed class SweepResult
    {
        public int Removed { get; set; }
    }
}
