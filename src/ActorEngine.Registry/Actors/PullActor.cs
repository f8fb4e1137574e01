using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Registry;

/// <summary>
/// One pull: finds out what the name means at the registry, asks the store whether it has that, and hands it over otherwise. With
/// all tags of a repository, one after the other.
/// </summary>
internal sealed class PullActor : RegistryJobActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly PullImage command;
    private readonly Queue<string> references = new();
    private readonly List<PulledReference> pulled = [];
    private readonly List<ImageSummary> images = [];
    private ReferenceName name = null!;
    private Fetched? current;
    private bool taking;

    public PullActor(RegistryServices services, PullImage command, IActorRef requester) : base(services, requester)
    {
        this.command = command;
        Receive<Begun>(OnBegun);
        Receive<Fetched>(OnFetched);
        Receive<ImageNamed>(OnNamed);
        Receive<Configured>(OnConfigured);
        Receive<ImagesLoaded>(OnLoaded);
        Receive<Fault>(OnFault);
        Receive<ReceiveTimeout>(_ => Answer(new Fault(FaultCode.Timeout, $"Nothing happened for {Patience.TotalMinutes:0} minutes.")));
    }

    public static Props Props(RegistryServices services, PullImage command, IActorRef requester) =>
        Akka.Actor.Props.Create(() => new PullActor(services, command, requester));

    protected override string Subject => command.Image.Value;

    protected override void PreStart()
    {
        base.PreStart();
        Context.SetReceiveTimeout(Patience);
        (RegistryServices services, PullImage what, Action<string> notice) = (Services, command, Notice);
        Work(cancellation => BeginAsync(services, what, notice, cancellation));
    }

    private static async Task<Begun> BeginAsync(RegistryServices services, PullImage command, Action<string> notice, CancellationToken cancellation)
    {
        ReferenceName name = RegistryName.Image(command.Image, services.Settings);
        Platform? platform = command.Platform is { Length: > 0 } text ? Platform.Parse(text) : null;
        if (command.AllTags && (name.Tag ?? name.Digest) is not null)
            throw new RegistryException(FaultCode.InvalidArgument, "All tags are asked for and one is named; leave one of them out.");
        IReadOnlyList<RepositoryClient> clients = [.. services.Hosts.ForPull(name.Domain).Select(registry => services.Client(registry, name.Path, command.Credentials, notice))];
        IReadOnlyList<string> references = command.AllTags ? await clients[^1].TagsAsync(cancellation).ConfigureAwait(false) : [name.Digest ?? name.Tag ?? "latest"];
        if (references.Count == 0) throw new RegistryException(FaultCode.NotFound, $"The repository {name.FamiliarRepository} has no tags.");
        return new Begun(name, platform, clients, references);
    }

    private void OnBegun(Begun begun)
    {
        name = begun.Name;
        foreach (string reference in begun.References) references.Enqueue(reference);
        Next(begun);
    }

    private void Next(Begun begun)
    {
        string reference = references.Dequeue();
        Requester.Tell(new TransferBegan(FullName(reference)));
        Work(cancellation => FetchAsync(begun, reference, cancellation));
    }

    // Mirrors first: what one of them cannot do, the next may.
    private static async Task<Fetched> FetchAsync(Begun begun, string reference, CancellationToken cancellation)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                var (top, image) = await begun.Clients[i].ImageAsync(reference, begun.Platform ?? Platform.Own, cancellation).ConfigureAwait(false);
                IReadOnlyList<RepositoryClient> rest = [.. begun.Clients.Skip(i)];
                return new Fetched(begun, reference, top, image, rest);
            }
            catch (RegistryException) when (i + 1 < begun.Clients.Count)
            {
                // The registry itself comes last, and its words are the ones to answer with.
            }
        }
    }

    private void OnFetched(Fetched fetched)
    {
        current = fetched;
        taking = false;
        Services.Images.Tell(new NameImage(fetched.Image.Digest, Names(fetched)));
    }

    private void OnNamed(ImageNamed named)
    {
        foreach (BlobDescriptor layer in Layers(current!.Image)) Requester.Tell(new TransferProgress(layer.Digest, TransferPhase.Exists) { Current = layer.Size, Total = layer.Size });
        Done(named.Image, named.Changed);
    }

    private void OnFault(Fault fault)
    {
        if (taking || fault.Code != FaultCode.NotFound)
        {
            Answer(fault);
            return;
        }

        taking = true;
        Fetched what = current!;
        bool isChosen = command.Platform is { Length: > 0 };
        Work(cancellation => ConfigureAsync(what, isChosen, cancellation));
    }

    private static async Task<Configured> ConfigureAsync(Fetched fetched, bool isChosen, CancellationToken cancellation)
    {
        ManifestDocument manifest = fetched.Image.Document;
        string type = manifest.Config!.MediaType ?? "";
        string shown = $"{fetched.Begun.Name.FamiliarRepository}:{fetched.Reference}";
        if (!RegistryMediaTypes.IsImageConfiguration(type))
            throw new RegistryException(FaultCode.NotSupported, $"{shown} is an artifact ({manifest.ArtifactType ?? type}) and no image; 'actorctl registry fetch' gets its files.");
        if ((manifest.Layers ?? []).Count == 0) throw new RegistryException(FaultCode.NotSupported, $"{shown} has no layers.");
        byte[] configuration = await fetched.Clients[0].SmallBlobAsync(ImageManifest.Blob(manifest.Config), $"configuration of {shown}", cancellation).ConfigureAwait(false);
        if (isChosen) PlatformCheck.Check(configuration, fetched.Begun.Platform!, shown);
        return new Configured(configuration);
    }

    private void OnConfigured(Configured configured)
    {
        Fetched fetched = current!;
        Services.Images.Tell(new TakeImage(fetched.Image.Content, configured.Content)
        {
            Layers = Layers(fetched.Image),
            Names = Names(fetched),
            Blobs = new BlobSource(fetched.Clients, Services.Settings),
        });
    }

    private void OnLoaded(ImagesLoaded loaded) => Done(loaded.Images[0], changed: true);

    private void Done(ImageSummary image, bool changed)
    {
        Fetched fetched = current!;
        images.Add(image);
        pulled.Add(new PulledReference(FullName(fetched.Reference), fetched.Top.Digest) { Changed = changed });
        if (references.Count > 0) Next(fetched.Begun);
        else Answer(new ImagesLoaded(images) { Pulled = pulled });
    }

    private string FullName(string reference) => $"{name.Repository}{(reference.Contains(':') ? '@' : ':')}{reference}";

    private IReadOnlyList<string> Names(Fetched fetched)
    {
        string exact = $"{name.Repository}@{fetched.Top.Digest}";
        return fetched.Reference.Contains(':') ? [exact] : [FullName(fetched.Reference), exact];
    }

    private static IReadOnlyList<BlobDescriptor> Layers(ImageManifest manifest) => [.. (manifest.Document.Layers ?? []).Select(ImageManifest.Blob)];

    private sealed record Begun(ReferenceName Name, Platform? Platform, IReadOnlyList<RepositoryClient> Clients, IReadOnlyList<string> References);

    /// <param name="Clients">The one that had the manifest, and those after it.</param>
    private sealed record Fetched(Begun Begun, string Reference, ImageManifest Top, ImageManifest Image, IReadOnlyList<RepositoryClient> Clients);

    private sealed record Configured(byte[] Content);
}
