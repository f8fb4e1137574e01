using System.Net;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>A request body: a piece of a blob, read anew for each attempt.</summary>
/// <param name="open">Opens the blob at its beginning; it can seek.</param>
/// <param name="progress">Told of the bytes of the blob that have been sent in all.</param>
internal sealed class BlobContent(Func<Stream> open, long from, long length, Action<long> progress) : HttpContent
{
    private const int Block = 256 << 10;

    /// <summary>Called when bytes have moved.</summary>
    public Action? Moved { get; set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using Stream source = open();
        source.Seek(from, SeekOrigin.Begin);
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            for (long sent = 0; sent < length;)
            {
                int read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - sent)), cancellationToken).ConfigureAwait(false);
                if (read == 0) throw new BlobUnavailableException(new Fault(FaultCode.Storage, "A blob in the image store is shorter than its manifest says; 'actorctl image verify' looks for more."));
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                sent += read;
                Moved?.Invoke();
                progress(from + sent);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
