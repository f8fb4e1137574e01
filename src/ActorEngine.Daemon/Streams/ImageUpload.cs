using System.IO.Pipelines;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Answers what comes with a client's bytes: hands them on, to the image store or the registry client, through a bounded pipe.</summary>
internal static class ImageUpload
{
    private const int Bound = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    /// <summary>Answers <see cref="LoadImage"/> and <see cref="ImportImage"/>.</summary>
    public static Task<IReply> RunAsync(EngineServices services, IEngineCall call) => call.Request is ImportImage { Source: { Length: > 0 } source }
        ? WebArchive.ReadAsync(source, content => EngineEdge.AskAsync<IReply>(services.Actors.Images, new LoadArchive((ICommand)call.Request, content), Patience, call.Cancelled), call.Cancelled)
        : RunAsync(services.Actors.Images, call, content => new LoadArchive((ICommand)call.Request, content));

    /// <summary>Answers <see cref="PushBlob"/>.</summary>
    public static Task<IReply> PushAsync(EngineServices services, IEngineCall call, PushBlob push) =>
        RunAsync(services.Actors.Registry, call, content => new SendRemoteBlob(push, content));

    private static async Task<IReply> RunAsync(Akka.Actor.IActorRef target, IEngineCall call, Func<Stream, INodeMessage> request)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: Bound, resumeWriterThreshold: Bound / 2, useSynchronizationContext: false));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled);
        var feeding = FeedAsync(call, pipe.Writer, over.Token);
        var answer = await EngineEdge.AskAsync<IReply>(target, request(pipe.Reader.AsStream()), Patience, call.Cancelled).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await feeding.ConfigureAwait(false);
        return answer;
    }

    private static async Task FeedAsync(IEngineCall call, PipeWriter writer, CancellationToken over)
    {
        Exception? reason = null;
        try
        {
            await foreach (var element in call.ReadAsync(over).ConfigureAwait(false))
            {
                if (element is not StreamElement.Data data) continue;
                // The store has read all it wants where it has completed its side; the rest is taken and dropped.
                await writer.WriteAsync(data.Bytes, over).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            reason = new IOException("The client went away before the archive was complete.");
        }

        await writer.CompleteAsync(reason).ConfigureAwait(false);
    }
}
