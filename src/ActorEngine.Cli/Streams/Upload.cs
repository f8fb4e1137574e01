using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Streams;

/// <summary>A request followed by raw bytes.</summary>
internal static class Upload
{
    private const int ChunkBytes = 64 * 1024;

    /// <exception cref="FaultException">The engine refused, perhaps before it had all of it.</exception>
    public static async Task<T> SendAsync<T>(Invocation call, IMessage request, Stream source) where T : IReply
    {
        await using var connection = await call.ConnectAsync();
        return await SendAsync<T>(connection, request, stream => CopyAsync(source, stream));
    }

    /// <summary>As above with a writer of the bytes.</summary>
    public static async Task<T> SendAsync<T>(EngineConnection connection, IMessage request, Func<EngineStream, Task> write) where T : IReply
    {
        await using var stream = connection.Open(request);
        var reply = ReplyAsync(stream);
        try
        {
            await write(stream);
            await stream.CompleteWritesAsync();
        }
        catch (OperationCanceledException) when (!reply.IsFaulted)
        {
            // The answer came before the end of the bytes; it says why.
        }

        return Demands.Expect<T>(await reply);
    }

    private static async Task CopyAsync(Stream source, EngineStream stream)
    {
        byte[] buffer = new byte[ChunkBytes];
        while (source.Read(buffer) is > 0 and int count) await stream.WriteAsync(buffer.AsMemory(0, count));
    }

    private static async Task<IReply> ReplyAsync(EngineStream stream)
    {
        await foreach (var element in stream.ReadAsync())
        {
            if (element is StreamElement.End end) return end.Reply;
        }

        throw new FaultException(new Fault(FaultCode.Internal, "The engine ended the stream without a last word."));
    }
}
