using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Engine;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Streams;

/// <summary>A request's body that is a stream to the engine.</summary>
internal static class Upload
{
    /// <summary>Sends the body and returns the answer, which may come before all of it was sent.</summary>
    /// <param name="sent">Told after each part how many bytes have been sent.</param>
    /// <exception cref="ApiException">The engine refused.</exception>
    public static async Task<T> SendAsync<T>(Call call, IMessage request, EngineStream stream, Func<long, Task>? sent = null) where T : class, IReply
    {
        var answering = AnswerAsync(stream, call.Aborted);
        var input = call.Http.Request.BodyReader;
        try
        {
            long total = 0;
            while (!answering.IsCompleted)
            {
                var read = await input.ReadAsync(call.Aborted).ConfigureAwait(false);
                foreach (var segment in read.Buffer) await stream.WriteAsync(segment, 0, call.Aborted).ConfigureAwait(false);
                total += read.Buffer.Length;
                input.AdvanceTo(read.Buffer.End);
                if (sent is not null) await sent(total).ConfigureAwait(false);
                if (read.IsCompleted) break;
            }

            await stream.CompleteWritesAsync(call.Aborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            // The answer came before the end of the body; it says why.
        }

        return EngineLink.Expect<T>(request, await answering.ConfigureAwait(false));
    }

    private static async Task<IReply> AnswerAsync(EngineStream stream, CancellationToken cancellation)
    {
        await foreach (var element in stream.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (element is StreamElement.End end) return end.Reply;
        }

        return new Fault(FaultCode.Internal, "The engine ended the stream without a last word.");
    }
}
