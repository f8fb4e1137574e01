using ActorEngine.Contracts;
using ActorEngine.Oci;
using Akka.Actor;

namespace ActorEngine.Registry;

/// <summary>Opens one blob of a repository for somebody outside the store. Ends with the one who asked, which ends the stream too.</summary>
internal sealed class FetchActor : RegistryJobActor
{
    private readonly OpenRemoteBlob request;

    public FetchActor(RegistryServices services, OpenRemoteBlob request, IActorRef requester) : base(services, requester)
    {
        this.request = request;
        Receive<Found>(OnFound);
    }

    public static Props Props(RegistryServices services, OpenRemoteBlob request, IActorRef requester) =>
        Akka.Actor.Props.Create(() => new FetchActor(services, request, requester));

    protected override string Subject => request.Request.Repository.Value;

    protected override void PreStart()
    {
        base.PreStart();
        // The one who asked takes the first message for its answer: pauses are not told.
        (RegistryServices services, FetchBlob fetch, Action<string> notice) = (Services, request.Request, _ => { });
        Work(async cancellation =>
        {
            ReferenceName name = RegistryName.Image(fetch.Repository, services.Settings);
            if (!ContentDigest.IsDigest(fetch.Blob.Value)) throw new RegistryException(FaultCode.InvalidArgument, $"\"{fetch.Blob}\" is no sha256 or sha512 digest.");
            RepositoryClient client = services.Client(name.Domain, name.Path, fetch.Credentials, notice);
            long size = fetch.Size >= 0 ? fetch.Size : await client.BlobSizeAsync(fetch.Blob, cancellation).ConfigureAwait(false);
            return new Found(new BlobSource([client], services.Settings), size);
        });
    }

    private void OnFound(Found found) =>
        Answer(new RemoteBlobOpened(found.Source.Open(new BlobDescriptor(request.Request.Blob, found.Size, ""), request.Cancelled)));

    private sealed record Found(BlobSource Source, long Size);
}
