using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Leases, and reading what they and images hold.</summary>
public sealed partial class ImagesActor
{
    private IEnumerable<Digest> SnapshotChains => snapshots.Values.Where(snapshot => snapshot.IsChain).Select(snapshot => snapshot.Image);

    private void OnTakeLease(TakeLease command) =>
        Lease(new ChangeLeases(now => now.WithLease(command.Name, command.Expires), Sender));

    private void OnDropLease(DropLease command) =>
        Lease(new ChangeLeases(now => now.WithoutLease(command.Name).Pruned(SnapshotChains), Sender));

    private void OnReleaseLayers(ReleaseLayers command) =>
        Lease(new ChangeLeases(now => now.Releasing(command.Lease, command.ChainId).Pruned(SnapshotChains), Sender));

    private void OnFindLayers(FindLayers query)
    {
        if (catalog.Stack(query.ChainId) is not { } stack) Sender.Tell(NoLayers(query.ChainId));
        else if (query.Lease is not { } lease) Sender.Tell(Stack(stack));
        else Lease(new ChangeLeases(now => now.Holding(lease, stack), Sender) { Answer = Stack(stack) });
    }

    private LayerStack Stack(IReadOnlyList<LayerRecord> stack) => new([.. stack.Select(ImageViews.Layer)]) { Directories = LowerDirectories(stack) };

    private void OnReadImage(ReadImage query)
    {
        ImageResolution.Found found = ImageResolution.Resolve(catalog, query.Image);
        if (found.Image is not { } image)
        {
            Sender.Tell(found.Fault!);
            return;
        }

        StoreLayout layout = store!.Layout;
        IReadOnlyList<string> names = catalog.FamiliarNames(image.Id);
        Task.Run<object>(() => new ImageContent(
            image.Id, image.Manifest, File.ReadAllBytes(layout.Blob(image.Id)), File.ReadAllBytes(layout.Blob(image.Manifest)), [.. image.Layers.Select(ImageViews.Layer)], names))
            .PipeTo(Sender, Self, success: content => content, failure: StoreFaults.Of);
    }

    private void OnOpenBlob(OpenBlob query)
    {
        // Held from here on: a removal that comes later finds it pinned.
        string path = Sha256.IsDigest(query.Digest.Value ?? "") ? store!.Layout.Blob(query.Digest) : "";
        if (path.Length == 0 || !store!.Pins.TryPin(path))
        {
            Sender.Tell(new Fault(FaultCode.NotFound, $"The store has no blob {query.Digest}."));
            return;
        }

        ContentPins pins = store.Pins;
        Task.Run<object>(() =>
        {
            try
            {
                FileStream content = PinnedFile.Open(path, pins);
                return new BlobOpened(content, content.Length);
            }
            catch
            {
                pins.Release(path);
                throw;
            }
        }).PipeTo(Sender, Self, success: opened => opened, failure: StoreFaults.Of);
    }

    private void Lease(Change change)
    {
        if (changes.Count >= settings.MaxWaitingJobs) Sender.Tell(Overloaded());
        else Enqueue(change);
    }

    private sealed record ChangeLeases(Func<ImageCatalog, ImageCatalog> Apply, IActorRef? Requester) : Change(Requester)
    {
        public object Answer { get; init; } = new Done();
    }
}
