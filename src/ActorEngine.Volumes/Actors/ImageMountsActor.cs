using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Volumes;

/// <summary>An image that a container mounts: what it is, and where its layers are, topmost first.</summary>
internal sealed record FoundImage(string Reference, Digest Image, Digest Chain, IReadOnlyList<string> Directories);

/// <summary>Answer of an <see cref="ImageMountsActor"/> to its parent.</summary>
internal sealed record ImagesFound(IReadOnlyList<FoundImage> Images, Fault? Fault, Action<IReadOnlyList<FoundImage>> Then, Action<Fault> Refuse);

/// <summary>
/// Finds images for a container's mounts and holds their layers with a lease, one after the other, by messages with the image store. Ends with its
/// answer; a store that does not answer in time is told as a fault.
/// </summary>
internal sealed class ImageMountsActor : ReceiveActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IActorRef images;
    private readonly string lease;
    private readonly Queue<(string Reference, Digest Chain)> left;
    private readonly Action<IReadOnlyList<FoundImage>> then;
    private readonly Action<Fault> refuse;
    private readonly List<FoundImage> found = [];
    private Digest image;

    /// <param name="wanted">Images by name, each with its layers where these are known already.</param>
    /// <param name="expires">When the lease ends by itself; null = never.</param>
    public ImageMountsActor(
        IActorRef images, string lease, DateTimeOffset? expires, IEnumerable<(string Reference, Digest Chain)> wanted, Action<IReadOnlyList<FoundImage>> then, Action<Fault> refuse)
    {
        (this.images, this.lease, this.then, this.refuse) = (images, lease, then, refuse);
        left = new(wanted);
        Receive<Done>(_ => Next());
        Receive<ImageContent>(OnImage);
        Receive<LayerStack>(OnLayers);
        Receive<Fault>(End);
        Receive<ReceiveTimeout>(_ => End(new Fault(FaultCode.Timeout, "The image store did not answer in time.")));
        images.Tell(new TakeLease(lease, expires));
    }

    public static Props Props(
        IActorRef images, string lease, DateTimeOffset? expires, IEnumerable<(string Reference, Digest Chain)> wanted, Action<IReadOnlyList<FoundImage>> then, Action<Fault> refuse) =>
        Akka.Actor.Props.Create(() => new ImageMountsActor(images, lease, expires, wanted, then, refuse));

    protected override void PreStart() => SetReceiveTimeout(Patience);

    private void Next()
    {
        if (left.TryPeek(out (string Reference, Digest Chain) next))
        {
            if (next.Chain.Value is { Length: > 0 }) images.Tell(new FindLayers(next.Chain, lease));
            else images.Tell(new ReadImage(new ImageReference(next.Reference)));
            return;
        }

        Context.Parent.Tell(new ImagesFound(found, null, then, refuse));
        Context.Stop(Self);
    }

    private void OnImage(ImageContent content)
    {
        image = content.Id;
        if (content.Layers.Count == 0) End(new Fault(FaultCode.InvalidArgument, $"The image {left.Peek().Reference} has no layers that could be mounted.") { Field = "mounts" });
        else images.Tell(new FindLayers(content.Layers[^1].ChainId, lease));
    }

    private void OnLayers(LayerStack stack)
    {
        (string reference, _) = left.Dequeue();
        found.Add(new FoundImage(reference, image, stack.Layers[^1].ChainId, stack.Directories));
        Next();
    }

    private void End(Fault fault)
    {
        Context.Parent.Tell(new ImagesFound([], fault.Field is null or "image" ? fault with { Field = "mounts" } : fault, then, refuse));
        Context.Stop(Self);
    }
}
