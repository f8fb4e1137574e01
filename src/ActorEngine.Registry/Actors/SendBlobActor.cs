using ActorEngine.Contracts;
using ActorEngine.Oci;
using Akka.Actor;

namespace ActorEngine.Registry;

/// <summary>Sends one blob that a client brings. Ends with the one who asked.</summary>
internal sealed class SendBlobActor : RegistryJobActor
{
    private readonly SendRemoteBlob request;

    public SendBlobActor(RegistryServices services, SendRemoteBlob request, IActorRef requester) : base(services, requester)
    {
        this.request = request;
        Receive<BlobPushed>(pushed => Answer(pushed));
    }

    public static Props Props(RegistryServices services, SendRemoteBlob request, IActorRef requester) =>
        Akka.Actor.Props.Create(() => new SendBlobActor(services, request, requester));

    protected override string Subject => request.Request.Repository.Value;

    protected override void PreStart()
    {
        base.PreStart();
        (RegistryServices services, SendRemoteBlob what) = (Services, request);
        Work(cancellation => SendAsync(services, what, cancellation));
    }

    // It is read to its end before anything is sent: only then is it known to be what the digest says, and it can be sent twice.
    private static async Task<BlobPushed> SendAsync(RegistryServices services, SendRemoteBlob request, CancellationToken cancellation)
    {
        await using Stream content = request.Content;
        PushBlob push = request.Request;
        ReferenceName name = RegistryName.Image(push.Repository, services.Settings);
        if (!ContentDigest.IsDigest(push.Blob.Value)) throw new RegistryException(FaultCode.InvalidArgument, $"\"{push.Blob}\" is no sha256 or sha512 digest.");
        RepositoryClient client = services.Client(name.Domain, name.Path, push.Credentials, _ => { }, $"repository:{name.Path}:pull,push");
        using Spool spool = Spool.Create(services.Settings.StateDirectory);
        await FillAsync(spool, content, push, cancellation).ConfigureAwait(false);
        var upload = new BlobUpload(client, services.Settings, new BlobDescriptor(push.Blob, push.Size, ""), spool.Open, [], _ => { });
        var (outcome, _) = await upload.RunAsync(cancellation).ConfigureAwait(false);
        return new BlobPushed(push.Blob, outcome == UploadOutcome.Exists);
    }

    private static async Task FillAsync(Spool spool, Stream content, PushBlob push, CancellationToken cancellation)
    {
        using var hash = ContentDigest.BeginLike(push.Blob);
        byte[] buffer = new byte[128 << 10];
        long size = 0;
        for (int count; (count = await content.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if ((size += count) > push.Size) break;
            hash.AppendData(buffer, 0, count);
            await spool.Input.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
        }

        await spool.Input.FlushAsync(cancellation).ConfigureAwait(false);
        if (size != push.Size) throw new RegistryException(FaultCode.InvalidArgument, $"The blob was to have {push.Size} bytes and has {(size > push.Size ? "more" : $"{size}")}; it changed while it was sent.");
        Digest digest = ContentDigest.Finish(hash);
        if (digest != push.Blob) throw new RegistryException(FaultCode.InvalidArgument, $"The blob was to have the digest {push.Blob} and has {digest}; it changed while it was sent.");
    }
}
