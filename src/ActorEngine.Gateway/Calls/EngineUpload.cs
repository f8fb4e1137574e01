using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Calls;

/// <summary>A request to the engine that is followed by bytes.</summary>
internal static class EngineUpload
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Sends what a stream has to give, and answers what the engine answers.</summary>
    /// <param name="sent">Told after each part how many bytes have been sent.</param>
    /// <exception cref="ApiException">The engine refused, perhaps before it had all of it.</exception>
    public static async Task<T> SendAsync<T>(Call call, IMessage request, Stream source, Func<long, Task>? sent = null) where T : class, IReply
    {
        await using var stream = await call.OpenAsync(request).ConfigureAwait(false);
        var reply = ReplyAsync(stream, call.Aborted);
        try
        {
            await CopyAsync(source, stream, sent, call.Aborted).ConfigureAwait(false);
            await stream.CompleteWritesAsync(call.Aborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            // The answer came before the end of the bytes; it says why.
        }

        return await reply.ConfigureAwait(false) switch
        {
            T answer => answer,
            Fault fault => throw ApiException.Of(fault),
            var other => throw new ApiException(500, $"The engine answered {request.GetType().Name} with {other.GetType().Name}."),
        };
    }

    /// <summary>Sends all that a stream has to give.</summary>
    public static async Task CopyAsync(Stream source, EngineStream to, Func<long, Task>? sent, CancellationToken cancellation)
    {
        byte[] buffer = new byte[ChunkBytes];
        long total = 0;
        while (await source.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and int count)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), cancellation: cancellation).ConfigureAwait(false);
            total += count;
            if (sent is not null) await sent(total).ConfigureAwait(false);
        }
    }

    private static async Task<IReply> ReplyAsync(EngineStream stream, CancellationToken cancellation)
    {
        await foreach (var element in stream.ReadAsync(cancellation).ConfigureAwait(false))
            if (element is StreamElement.End end) return end.Reply;
        throw new ApiException(500, "The engine ended the stream without a last word.");
    }
}
