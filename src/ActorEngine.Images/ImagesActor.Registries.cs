using Akka.Actor;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>What the registry client asks: taking images in, naming them, opening them to be read.</summary>
public sealed partial class ImagesActor
{
    private readonly Dictionary<IActorRef, List<ImageLease>> reading = [];
    private IActorRef takes = ActorRefs.Nobody;

    private void ReadyForRegistries()
    {
        if (takes.IsNobody()) takes = Context.ActorOf(TakesActor.Props(store!, settings), "takes");
        Receive<TakeImage>(request => takes.Tell(new TakeImageActor.Begin(request, Sender, catalog)));
        Receive<TakeImageActor.Taken>(taken => Enqueue(new AddContent(taken.Import with { Action = "pull" }, taken.Begin.Requester)));
        Receive<LayerActor.Leftovers>(_ => EmptyTrash());
        Receive<NameImage>(OnNameImage);
        Receive<NameWhole>(OnNameWhole);
        Receive<FindKnownDigests>(OnFindKnownDigests);
        Receive<OpenImages>(OnOpenImages);
        Receive<Leased>(OnLeased);
    }

    private void OnNameImage(NameImage request)
    {
        if (Meant(request) is not { } image)
        {
            Sender.Tell(NoSuchManifest(request));
            return;
        }

        (StoreLayout layout, IActorRef requester) = (store!.Layout, Sender);
        Task.Run(() => IsComplete(layout, image)).PipeTo(Self, requester, complete => new NameWhole(request, complete));
    }

    private void OnNameWhole(NameWhole looked)
    {
        NameImage request = looked.Request;
        if (!looked.IsComplete || Meant(request) is not { } image) Sender.Tell(NoSuchManifest(request));
        else if (request.Names.All(name => catalog.Names.TryGetValue(name, out Digest id) && id == image.Id)) Sender.Tell(new ImageNamed(Summary(image), Changed: false));
        else if (changes.Count >= settings.MaxWaitingJobs) Sender.Tell(Overloaded());
        else Enqueue(new AddNames(request, Sender));
    }

    private ImageRecord? Meant(NameImage request) => request.Known is { } known
        ? catalog.Names.TryGetValue(known, out Digest id) && catalog.Images[id] is { IsHidden: false } image ? image : null
        : catalog.Visible.FirstOrDefault(image => image.Manifest == request.Manifest);

    private static Fault NoSuchManifest(NameImage request) =>
        new(FaultCode.NotFound, $"The store has no image with the manifest {request.Known ?? request.Manifest.Value}.") { Field = "manifest" };

    // What was lost since must be fetched again: the files are looked for, outside the actor.
    private void OnFindKnownDigests(FindKnownDigests query)
    {
        string prefix = query.Repository + "@";
        Platform? wanted = Platform.TryParse(query.Platform);
        (string Name, ImageRecord Image)[] candidates = [.. catalog.Names
            .Where(name => name.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(name => (name.Key, Image: catalog.Images[name.Value]))
            .Where(candidate => !candidate.Image.IsHidden && Platform.Normal(candidate.Image.Document.Os, candidate.Image.Document.Architecture, candidate.Image.Document.Variant ?? "") == wanted)];
        StoreLayout layout = store!.Layout;
        Task.Run(() => new KnownDigests(candidates.Where(candidate => IsComplete(layout, candidate.Image)).Select(candidate => new Digest(candidate.Name[prefix.Length..])).ToHashSet()))
            .PipeTo(Sender, Self);
    }

    private static bool IsComplete(StoreLayout layout, ImageRecord image) => image.Blobs.All(blob => File.Exists(layout.Blob(blob)));

    private void Run(AddNames add)
    {
        ImageRecord? image = Meant(add.Request);
        if (image is null)
        {
            add.Requester!.Tell(NoSuchManifest(add.Request));
            return;
        }

        ImageCatalog after = catalog.With([Dated(image, add.Request.Names)], add.Request.Names.Select(name => KeyValuePair.Create(name, image.Id)));
        Start(add with { Image = image }, after, visibleNow: false, (target, before) => target.Rename(before, after));
    }

    private void Announce(AddNames add, ImageCatalog before)
    {
        ImageRecord image = add.Image!;
        Announce(image.Id, add.Request.Names, before);
        add.Requester!.Tell(new ImageNamed(Summary(image), Changed: true));
    }

    private void OnOpenImages(OpenImages request)
    {
        ImageResolution.Found found = ImageResolution.Resolve(catalog, request.Image);
        if (found.Image is null || found.Name is null)
        {
            Sender.Tell(found.Fault ?? new Fault(FaultCode.InvalidArgument, $"\"{request.Image}\" is an id; name the image, such as registry.example/app:1.") { Field = "image" });
            return;
        }

        string repository = ImageCatalog.Repository(found.Name);
        IReadOnlyList<KeyValuePair<string, ImageRecord>> images = request.AllTags
            ? [.. catalog.Names.Where(name => !name.Key.Contains('@') && ImageCatalog.Repository(name.Key) == repository).Select(name => KeyValuePair.Create(name.Key, catalog.Images[name.Value]))]
            : [KeyValuePair.Create(found.Name, found.Image)];
        (ImageStore from, IActorRef requester, ImageCatalog now) = (store!, Sender, catalog);
        Task.Run(() => ImageLease.Take(from, now, images)).PipeTo(
            Self, success: lease => new Leased(requester, lease, null), failure: e => new Leased(requester, null, e));
    }

    private void OnLeased(Leased leased)
    {
        if (leased.Lease is not { } lease)
        {
            leased.Requester.Tell(StoreFaults.Of(leased.Failure!));
            return;
        }

        if (!reading.TryGetValue(leased.Requester, out var held)) reading[leased.Requester] = held = [];
        held.Add(lease);
        // One that has ended meanwhile is reported at once.
        Context.Watch(leased.Requester);
        leased.Requester.Tell(lease.Opened);
    }

    private bool StopReading(IActorRef holder)
    {
        if (!reading.Remove(holder, out var held)) return false;
        foreach (ImageLease lease in held) lease.Dispose();
        return true;
    }

    private sealed record AddNames(NameImage Request, IActorRef Asker) : Change(Asker)
    {
        public ImageRecord? Image { get; init; }
    }

    /// <param name="IsComplete">All blobs of the image are there.</param>
    private sealed record NameWhole(NameImage Request, bool IsComplete);

    private sealed record Leased(IActorRef Requester, ImageLease? Lease, Exception? Failure);
}
