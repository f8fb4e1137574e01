using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Registry;

/// <summary>One push: opens the image in the store, whose lease this actor holds, and sends it.</summary>
internal sealed class PushActor : RegistryJobActor
{
    private readonly PushImage command;

    public PushActor(RegistryServices services, PushImage command, IActorRef requester) : base(services, requester)
    {
        this.command = command;
        Receive<TransferBegan>(requester.Tell);
        Receive<ImagesOpened>(OnOpened);
        Receive<Sent>(OnSent);
        Receive<Fault>(fault => Answer(fault));
        Receive<ImageNamed>(_ => { });
    }

    public static Props Props(RegistryServices services, PushImage command, IActorRef requester) =>
        Akka.Actor.Props.Create(() => new PushActor(services, command, requester));

    protected override string Subject => command.Image.Value;

    protected override void PreStart()
    {
        base.PreStart();
        if (ReferenceName.Parse(command.Image.Value, out _) is { Digest: not null })
            Answer(new Fault(FaultCode.InvalidArgument, $"\"{command.Image}\" is a digest; an image is pushed by its tag.") { Field = "image" });
        else
            Services.Images.Tell(new OpenImages(command.Image, command.AllTags));
    }

    private void OnOpened(ImagesOpened opened)
    {
        IActorRef self = Self;
        (RegistryServices services, PushImage what, Action<string> notice) = (Services, command, Notice);
        Work(cancellation => PushAsync(services, what, opened, self, notice, cancellation));
    }

    private static async Task<Sent> PushAsync(RegistryServices services, PushImage command, ImagesOpened opened, IActorRef self, Action<string> notice, CancellationToken cancellation)
    {
        List<(PushedReference, Digest)> pushed = [];
        LayerCompressor? compressor = command.Compression == PushCompression.Gzip ? services.Compressor : null;
        foreach (OpenedImage image in opened.Images)
        {
            ReferenceName name = ReferenceName.Parse(image.Name, out _)!;
            self.Tell(new TransferBegan(image.Name));
            // One token for the repository and for those that layers may be mounted from.
            string[] scopes = [$"repository:{name.Path}:pull,push", .. image.Repositories.Keys
                .SelectMany(blob => ImagePush.MountsOf(image, blob, name.Domain, name.Path)).Distinct().Select(path => $"repository:{path}:pull")];
            RepositoryClient client = services.Client(name.Domain, name.Path, command.Credentials, notice, scopes);
            pushed.Add(await new ImagePush(client, services.Settings, image, compressor, new ProgressValve(services.Settings.Time, self.Tell).Tell).RunAsync(cancellation).ConfigureAwait(false));
        }

        return new Sent(pushed);
    }

    private void OnSent(Sent sent)
    {
        foreach (var (image, kept) in sent.Images)
        {
            Services.Images.Tell(new NameImage(kept, [$"{ReferenceName.Parse(image.Reference, out _)!.Repository}@{image.Digest}"]));
            Services.Publish("push", image.Reference);
        }

        Answer(new ImagesPushed([.. sent.Images.Select(image => image.Pushed)]));
    }

    /// <param name="Images">What the registry has, and the manifest of each here.</param>
    private sealed record Sent(IReadOnlyList<(PushedReference Pushed, Digest Kept)> Images);
}
