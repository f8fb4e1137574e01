using System.IO.Pipelines;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="SaveImages"/> and <see cref="ExportContainer"/>: the image store writes into a bounded pipe, whose bytes go to the client at its pace.</summary>
internal static class ArchiveDownload
{
    private const int Bound = 1 << 20, Block = 256 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    public static Task<IReply> SaveAsync(EngineServices services, IEngineCall call, SaveImages request) =>
        RunAsync(services, call, output => new WriteArchive(request, output));

    public static Task<IReply> ExportAsync(EngineServices services, IEngineCall call, ExportContainer request)
    {
        var view = services.Resolve(request.Container);
        Happenings.Tell(services, view, "export");
        string? mounted = ContainerQueries.IsUp(view.Status) ? view.Inspection.RootPath : null;
        return RunAsync(services, call, output => new WriteTree(view.Id, mounted, output));
    }

    private static async Task<IReply> RunAsync(EngineServices services, IEngineCall call, Func<Stream, INodeMessage> request)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: Bound, resumeWriterThreshold: Bound / 2, useSynchronizationContext: false));
        var feed = new PipeFeed(pipe.Writer.AsStream());
        var answering = EngineEdge.AskAsync(services.Actors.Images, request(feed), Patience, CancellationToken.None);
        try
        {
            while (true)
            {
                var result = await pipe.Reader.ReadAsync(call.Cancelled).ConfigureAwait(false);
                foreach (var segment in result.Buffer)
                    for (int at = 0; at < segment.Length; at += Block)
                        await call.WriteDataAsync(0, segment.Slice(at, Math.Min(Block, segment.Length - at)), call.Cancelled).ConfigureAwait(false);
                pipe.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted) break;
            }
        }
        finally
        {
            feed.Abandon();
            await pipe.Reader.CompleteAsync().ConfigureAwait(false);
        }

        return (IReply)await answering.ConfigureAwait(false);
    }
}
