using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="StartExec"/>.</summary>
internal static class ExecStream
{
    public static async Task<IReply> RunAsync(EngineServices services, IEngineCall call, StartExec request)
    {
        var patience = services.Settings.Lifecycle.StartTimeout + EngineEdge.Patience;
        var opened = await EngineEdge.AskAsync<ExecOpened>(services.Actors.Lifecycle, new OpenExec(request), patience, call.Cancelled).ConfigureAwait(false);
        await using var stdio = opened.Stdio;
        if (request.Detach) return opened.Started;

        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled);
        await call.SendItemAsync(opened.Started, call.Cancelled).ConfigureAwait(false);
        var settings = opened.Settings;
        var input = settings.Stdin ? FeedAsync(call, stdio, over.Token) : Task.CompletedTask;
        await foreach (var chunk in stdio.ReadOutputAsync(call.Cancelled).ConfigureAwait(false))
            if (chunk.Channel == 2 ? settings.Stderr : settings.Stdout) await call.WriteDataAsync(chunk.Channel, chunk.Data, call.Cancelled).ConfigureAwait(false);
        var exit = await stdio.Exit.WaitAsync(call.Cancelled).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await input.ConfigureAwait(false);
        // Whoever was told of the end and looks at the session sees it ended. A container that is gone by now takes nothing from what the program said.
        await EngineEdge.AskAsync(services.Actors.Lifecycle, new SettleExec(opened.Container, opened.Started.Exec, exit), EngineEdge.Patience, call.Cancelled).ConfigureAwait(false);
        return new ExecEnded(exit);
    }

    private static async Task FeedAsync(IEngineCall call, IStdioChannel stdio, CancellationToken over)
    {
        try
        {
            await InputPump.RunAsync(call, stdio, over).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The program or the client ended first.
        }
    }
}
