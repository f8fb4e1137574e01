using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="FetchBlob"/>: passes a registry's blob on at the client's pace and says at its end whether it was what the digest promised.</summary>
internal static class BlobStream
{
    private const int Block = 64 << 10;

    public static async Task<IReply> RunAsync(EngineServices services, IEngineCall call, FetchBlob request)
    {
        var opened = await EngineEdge.AskAsync<RemoteBlobOpened>(services.Actors.Registry, new OpenRemoteBlob(request, call.Cancelled), EngineEdge.Patience, call.Cancelled).ConfigureAwait(false);
        await using Stream content = opened.Content;
        using var hash = ContentDigest.BeginLike(request.Blob);
        byte[] buffer = new byte[Block];
        try
        {
            for (int count; (count = await content.ReadAsync(buffer, call.Cancelled).ConfigureAwait(false)) > 0;)
            {
                hash.AppendData(buffer, 0, count);
                await call.WriteDataAsync(1, buffer.AsMemory(0, count), call.Cancelled).ConfigureAwait(false);
            }
        }
        catch (BlobUnavailableException error)
        {
            return error.Fault;
        }

        Digest digest = ContentDigest.Finish(hash);
        return digest == request.Blob ? new StreamEnded()
            : new Fault(FaultCode.RegistryFailed, $"The blob {request.Blob} came with the digest {digest}: the registry, or somebody on the way, changed it. Throw away what was written.");
    }
}
