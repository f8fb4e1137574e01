using Akka.Actor;
using Akka.Event;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Snapshots: writable directories for containers.</summary>
public sealed partial class ImagesActor
{
    // Snapshots whose directory is being made, with what was asked about them meanwhile.
    private readonly Dictionary<ContainerId, List<(object Message, IActorRef Sender)>> making = [];
    private bool emptyingTrash;
    private bool trashGrew;

    private void OnPrepareSnapshot(PrepareSnapshot command)
    {
        if (IsBeingMade(command.Container, command)) return;
        if (snapshots.TryGetValue(command.Container, out SnapshotRecord? existing))
        {
            Sender.Tell(Describe(command.Container, existing));
            return;
        }

        (SnapshotRecord? record, Fault? fault) = SnapshotBase.Resolve(catalog, command.Image);
        if (record is { IsChain: false }) fault = PlatformCheck.Of(catalog.Images[record.Image].Document, command);
        if (record is null || fault is not null)
        {
            Sender.Tell(fault!);
            return;
        }

        // Known from now on, so that what it stands on cannot be removed while the directory is being made.
        snapshots[command.Container] = record;
        making[command.Container] = [];
        SnapshotDirectories directories = store!.Snapshots;
        string top = LowerDirectories(StackOf(command.Container)!)[0];
        IActorRef requester = Sender;
        Task.Run(() => directories.Create(command.Container, record, top)).PipeTo(
            Self,
            success: () => new SnapshotMade(command.Container, record, requester, null),
            failure: e => new SnapshotMade(command.Container, record, requester, e));
    }

    private void OnSnapshotMade(SnapshotMade made)
    {
        if (making.Remove(made.Container, out var asked))
            foreach ((object message, IActorRef sender) in asked) Self.Tell(message, sender);
        if (made.Failure is null)
        {
            made.Requester.Tell(Describe(made.Container, made.Record));
            return;
        }

        snapshots.Remove(made.Container);
        made.Requester.Tell(StoreFaults.Of(made.Failure));
        if (StoreFaults.Expected(made.Failure) is null) throw made.Failure;
    }

    private void OnFindSnapshot(FindSnapshot query)
    {
        if (IsBeingMade(query.Container, query)) return;
        Sender.Tell(snapshots.TryGetValue(query.Container, out SnapshotRecord? record) ? Describe(query.Container, record) : NoSnapshot(query.Container));
    }

    private void OnListSnapshots(ListSnapshots query) => Sender.Tell(new SnapshotList([.. snapshots.Keys]));

    private void OnRemoveSnapshot(RemoveSnapshot command)
    {
        if (IsBeingMade(command.Container, command)) return;
        IActorRef requester = Sender;
        SnapshotDirectories directories = store!.Snapshots;
        Task.Run(() => directories.Discard(command.Container)).PipeTo(
            Self,
            success: _ => new SnapshotGone(command.Container, requester, null),
            failure: e => new SnapshotGone(command.Container, requester, e));
    }

    private void OnSnapshotGone(SnapshotGone gone)
    {
        gone.Requester.Tell(gone.Failure is null ? new Done() : StoreFaults.Of(gone.Failure));
        if (gone.Failure is not null)
        {
            if (StoreFaults.Expected(gone.Failure) is null) throw gone.Failure;
            return;
        }

        EmptyTrash();
        if (!snapshots.Remove(gone.Container, out SnapshotRecord? record)) return;
        bool lastUser = snapshots.Values.All(other => other.Image != record.Image);
        if (lastUser && record.IsChain) Enqueue(new ChangeLeases(now => now.Pruned(SnapshotChains), null));
        else if (lastUser && catalog.Images.TryGetValue(record.Image, out ImageRecord? image) && image.IsHidden)
            Enqueue(new ForgetImage(record.Image));
    }

    private void OnDiffSnapshot(DiffSnapshot query)
    {
        if (!snapshots.TryGetValue(query.Container, out SnapshotRecord? record) || Describe(query.Container, record) is not SnapshotPrepared snapshot)
        {
            Sender.Tell(NoSnapshot(query.Container));
            return;
        }

        Task.Run<IReply>(() => new FileChanges(MountPlaces.Without(SnapshotDiff.Compare(snapshot.Upper, snapshot.Lower), query.Mounts)))
            .PipeTo(Sender, Self, success: changes => changes, failure: StoreFaults.Of);
    }

    private bool IsBeingMade(ContainerId container, object message)
    {
        if (!making.TryGetValue(container, out var asked)) return false;
        asked.Add((message, Sender));
        return true;
    }

    private IReply Describe(ContainerId container, SnapshotRecord record)
    {
        if (StackOf(container) is not { } stack)
            return new Fault(FaultCode.Storage, $"What container {container.Short} was made from, {record.Image}, is not in the store any more.");
        ImageConfiguration configuration = record.IsChain ? new() : catalog.Images[record.Image].Document.Configuration;
        return new SnapshotPrepared(container, record.Image, record.ImageName, configuration)
        {
            Lower = LowerDirectories(stack),
            Upper = store!.Snapshots.Upper(container),
            Work = store.Snapshots.Work(container),
            MountPoints = store.Layout.MountPoints,
        };
    }

    /// <summary>The layers a container's snapshot stands on, lowest first; null when there is no snapshot, or they are gone.</summary>
    private IReadOnlyList<LayerRecord>? StackOf(ContainerId container) => snapshots.GetValueOrDefault(container) switch
    {
        null => null,
        { IsChain: true, Image.Value.Length: 0 } => [],
        { IsChain: true } record => catalog.Stack(record.Image),
        var record => catalog.Images.GetValueOrDefault(record.Image)?.Layers,
    };

    private IReadOnlyList<string> LowerDirectories(IReadOnlyList<LayerRecord> stack) =>
        [.. stack.Reverse().Select(layer => store!.Layout.Layer(layer.ChainId)), store!.Layout.MountPoints];

    private static Fault NoSnapshot(ContainerId container) =>
        new(FaultCode.NotFound, $"Container {container.Short} has no snapshot in the image store.") { Field = "container" };

    private void EmptyTrash()
    {
        trashGrew = true;
        if (emptyingTrash) return;
        (emptyingTrash, trashGrew) = (true, false);
        StoreLayout layout = store!.Layout;
        Task.Run(layout.EmptyTrash).PipeTo(Self, success: () => new TrashEmptied(null), failure: e => new TrashEmptied(e));
    }

    private void OnTrashEmptied(TrashEmptied emptied)
    {
        emptyingTrash = false;
        if (emptied.Failure is not null) log.Warning("Removing leftovers of the image store failed, a later removal tries again: {0}", emptied.Failure.Message);
        else if (trashGrew) EmptyTrash();
    }

    private sealed record SnapshotMade(ContainerId Container, SnapshotRecord Record, IActorRef Requester, Exception? Failure);

    private sealed record SnapshotGone(ContainerId Container, IActorRef Requester, Exception? Failure);

    private sealed record TrashEmptied(Exception? Failure);
}
