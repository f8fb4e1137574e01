using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Registry;

/// <summary>Opens one blob of a repository for somebody outside the store. Ends with the one who asked, which ends the stream too.</summary>
internal sealed class FetchActor : RegistryJobActor
{
    private readonly OpenRemoteBlob request;

    public FetchActor(RegistryServices services, OpenRemoteBlob request, IActorRef requester) : base(services, requester)
    {
        this.request = request;
        Receive<BlobSource>(OnSource);
    }

    public static Props Props(RegistryServices services, OpenRemoteBlob request, IActorRef requester) =>
        Akka.Actor.Props.Create(() => new FetchActor(services, request, requester));

    protected override string Subject => request.Request.Repository.Value;

    protected override void PreStart()
    {
        base.PreStart();
        (RegistryServices services, FetchBlob fetch, Action<string> notice) = (Services, request.Request, Notice);
        Work(_ =>
        {
            ReferenceName name = RegistryName.Image(fetch.Repository, services.Settings);
            if (!ImageManifest.IsDigest(fetch.Blob.Value)) throw new RegistryException(FaultCode.InvalidArgument, $"\"{fetch.Blob}\" is no sha256 digest.");
            return Task.FromResult(new BlobSource([services.Client(name.Domain, name.Path, fetch.Credentials, notice)], services.Settings));
        });
    }

    private void OnSource(BlobSource source)
    {
        FetchBlob fetch = request.Request;
        Answer(new RemoteBlobOpened(source.Open(new BlobDescriptor(fetch.Blob, fetch.Size, ""), request.Cancelled)));
    }
}
