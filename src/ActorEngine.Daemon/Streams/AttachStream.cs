using ActorEngine.Contracts;
using ActorEngine.Logs;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="AttachContainer"/>: output from the log files, so that a slow client holds nobody up; stdin over the shim's link.</summary>
internal static class AttachStream
{
    public static Func<Task<IReply>> Prepare(EngineServices services, IEngineCall call, AttachContainer request)
    {
        var view = services.Resolve(request.Container);
        if (view.Status is ContainerStatus.Dead or ContainerStatus.Removing && request.From is null)
            throw new FaultException(new Fault(FaultCode.Conflict, $"Container {view.Summary.Name} is {view.Status.ToString().ToLowerInvariant()}; its logs can still be read.") { State = view.Status });
        var query = new LogQuery
        {
            From = request.From is { } from ? new LogCursor(from.File, from.Offset) : LogCursor.Start,
            Tail = request.From is null && !request.Logs ? 0 : null,
            Streams = LogPump.Streams(request.Stdout, request.Stderr),
            Follow = true,
        };
        var follower = RunFollower.Follow(services, view, query, lastIfOver: request.From is not null || request.Logs);
        return () => RunAsync(services, call, request, view, follower);
    }

    private static async Task<IReply> RunAsync(EngineServices services, IEngineCall call, AttachContainer request, ContainerView view, RunFollower follower)
    {
        using (follower)
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled))
        {
            // Who takes an attachment up again was told of when it began.
            if (request.From is null) Happenings.Tell(services, view, "attach");
            // A client that loses the connection before the first output knows all the same where to go on.
            await LogPump.PositionAsync(call, follower.Reader.Position).ConfigureAwait(false);
            var stdin = request.Stdin ? FeedAsync(services, call, request, view, over) : Task.CompletedTask;
            try
            {
                await LogPump.RunAsync(follower.Reader, call, over.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Happenings.Tell(services, view, "detach");
                // Else the client's input ended, and with it the attachment.
                if (call.Cancelled.IsCancellationRequested) throw;
            }

            await over.CancelAsync().ConfigureAwait(false);
            await stdin.ConfigureAwait(false);
            return new StreamEnded();
        }
    }

    private static async Task FeedAsync(EngineServices services, IEngineCall call, AttachContainer request, ContainerView view, CancellationTokenSource ending)
    {
        var over = ending.Token;
        try
        {
            var question = new OpenStdin(new ContainerReference(view.Id.Value));
            var opened = await EngineEdge.AskAsync<StdinOpened>(services.Actors.Lifecycle, question, EngineEdge.Patience, over).ConfigureAwait(false);
            await using var stdio = opened.Stdio;
            await InputPump.RunAsync(call, stdio, over, closes: !request.LeavesStdinOpen).ConfigureAwait(false);
            if (request.LeavesStdinOpen) await ending.CancelAsync().ConfigureAwait(false);
        }
        catch (FaultException refused)
        {
            await call.SendItemAsync(new StreamNotice(refused.Fault.Message), over).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The output or the client ended first.
        }
    }
}
