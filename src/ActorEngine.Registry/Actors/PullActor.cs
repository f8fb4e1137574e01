using ActorEngine.Contracts;
using ActorEngine.Oci;
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
    private Begun? begun;
    private string reference = "";
    private Fetched? current;
    private bool taking;

    public PullActor(RegistryServices services, PullImage command, IActorRef requester) : base(services, requester)
    {
        this.command = command;
        Receive<Begun>(OnBegun);
        Receive<KnownDigests>(OnKnown);
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
        Platform? platform = command.Platform is { Length: > 0 } text ? AskedPlatform.Parse(text) : null;
        if (command.AllTags && (name.Tag ?? name.Digest) is not null)
            throw new RegistryException(FaultCode.InvalidArgument, "All tags are asked for and one is named; leave one of them out.");
        IReadOnlyList<RepositoryClient> clients = [.. services.Hosts.ForPull(name.Domain).Select(registry => services.Client(registry, name.Path, command.Credentials, notice))];
        IReadOnlyList<string> references = command.AllTags ? await clients[^1].TagsAsync(cancellation).ConfigureAwait(false) : [name.Digest ?? name.Tag ?? "latest"];
        if (references.Count == 0) throw new RegistryException(FaultCode.NotFound, $"The repository {name.FamiliarRepository} has no tags.");
        return new Begun(name, platform, clients, references);
    }

    private void OnBegun(Begun made)
    {
        begun = made;
        name = begun.Name;
        foreach (string each in begun.References) references.Enqueue(each);
        Next();
    }

    private void Next()
    {
        reference = references.Dequeue();
        Requester.Tell(new TransferBegan(FullName(reference)));
        Services.Images.Tell(new FindKnownDigests(name.Repository, begun!.Wanted.ToString()));
    }

    private void OnKnown(KnownDigests known) => Fetch(known.Digests);

    private void Fetch(IReadOnlySet<Digest> known)
    {
        (Begun what, string which) = (begun!, reference);
        Work(cancellation => FetchAsync(what, which, known, cancellation));
    }

    // Mirrors first: what one of them cannot do, the next may.
    private static async Task<Fetched> FetchAsync(Begun begun, string reference, IReadOnlySet<Digest> known, CancellationToken cancellation)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                IReadOnlyList<RepositoryClient> rest = [.. begun.Clients.Skip(i)];
                // Only what this very repository was seen to have before counts as known: a registry must not get at other content by naming its digest.
                if (known.Count > 0 && await rest[0].TryDigestAsync(reference, cancellation).ConfigureAwait(false) is { } digest && known.Contains(digest))
                    return new Fetched(begun, reference, digest, null, rest);
                var (top, image) = await rest[0].ImageAsync(reference, begun.Wanted, cancellation).ConfigureAwait(false);
                return new Fetched(begun, reference, top.Digest, image, rest);
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
        Services.Images.Tell(fetched.Image is { } image ? new NameImage(image.Digest, Names(fetched)) : new NameImage(default, Names(fetched)) { Known = Exact(fetched) });
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

        if (current!.Image is null)
        {
            // It was removed between the two questions.
            Fetch(new HashSet<Digest>());
            return;
        }

        taking = true;
        Fetched what = current;
        bool isChosen = command.Platform is { Length: > 0 };
        Work(cancellation => ConfigureAsync(what, isChosen, cancellation));
    }

    private static async Task<Configured> ConfigureAsync(Fetched fetched, bool isChosen, CancellationToken cancellation)
    {
        ManifestDocument manifest = fetched.Image!.Document;
        string type = manifest.Config!.MediaType ?? "";
        string shown = $"{fetched.Begun.Name.FamiliarRepository}:{fetched.Reference}";
        if (!MediaTypes.IsImageConfiguration(type))
            throw new RegistryException(FaultCode.NotSupported, $"{shown} is an artifact ({manifest.ArtifactType ?? type}) and no image; 'actorctl registry fetch' gets its files.");
        if ((manifest.Layers ?? []).Count == 0) throw new RegistryException(FaultCode.NotSupported, $"{shown} has no layers.");
        byte[] configuration = await fetched.Clients[0].SmallBlobAsync(ImageManifest.Blob(manifest.Config), $"configuration of {shown}", cancellation).ConfigureAwait(false);
        if (isChosen) PlatformCheck.Check(configuration, fetched.Begun.Platform!, shown);
        return new Configured(configuration);
    }

    private void OnConfigured(Configured configured)
    {
        Fetched fetched = current!;
        Services.Images.Tell(new TakeImage(fetched.Image!.Content, configured.Content)
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
        pulled.Add(new PulledReference(FullName(fetched.Reference), fetched.Top) { Changed = changed });
        Services.Publish("pull", FullName(fetched.Reference));
        if (references.Count > 0) Next();
        else Answer(new ImagesLoaded(images) { Pulled = pulled });
    }

    private string FullName(string reference) => $"{name.Repository}{(reference.Contains(':') ? '@' : ':')}{reference}";

    private IReadOnlyList<string> Names(Fetched fetched)
    {
        string exact = Exact(fetched);
        return fetched.Reference.Contains(':') ? [exact] : [FullName(fetched.Reference), exact];
    }

    private string Exact(Fetched fetched) => $"{name.Repository}@{fetched.Top}";

    private static IReadOnlyList<BlobDescriptor> Layers(ImageManifest? manifest) => [.. (manifest?.Document.Layers ?? []).Select(ImageManifest.Blob)];

    private sealed record Begun(ReferenceName Name, Platform? Platform, IReadOnlyList<RepositoryClient> Clients, IReadOnlyList<string> References)
    {
        public Platform Wanted => Platform ?? Oci.Platform.Own;
    }

    /// <param name="Top">The digest of what the reference names itself.</param>
    /// <param name="Image">The image's manifest; null where the store knows what the digest means.</param>
    /// <param name="Clients">The one that had the manifest, and those after it.</param>
    private sealed record Fetched(Begun Begun, string Reference, Digest Top, ImageManifest? Image, IReadOnlyList<RepositoryClient> Clients);

    private sealed record Configured(byte[] Content);
}
