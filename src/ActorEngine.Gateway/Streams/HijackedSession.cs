using ActorEngine.Contracts;

namespace ActorEngine.Gateway.Streams;

/// <summary>How a session treats what it carries.</summary>
/// <param name="Framed">Output goes out in frames.</param>
/// <param name="Stdin">Input goes to the program; else it is read and dropped.</param>
/// <param name="ClosesStdin">The end of the client's input ends the program's; else it ends the session.</param>
/// <param name="DetachKeys">What ends the session when it is typed; empty for nothing.</param>
internal sealed record SessionPlan(bool Framed, bool Stdin, bool ClosesStdin, byte[] DetachKeys)
{
    /// <summary>The engine is told of the end in either case, and ends the session itself when what came before has been passed on.</summary>
    public bool EngineEnds { get; init; }
}

/// <summary>
/// Moves bytes between a client and an engine stream until the output ends, the client detaches or leaves. The end of the client's input alone
/// ends nothing but the program's input, where it is fed at all.
/// </summary>
internal sealed class HijackedSession(IStdioClient client, EngineFeed feed, ResumePoint point, SessionPlan plan)
{
    public async Task RunAsync()
    {
        using var over = new CancellationTokenSource();
        var left = Task.Delay(Timeout.Infinite, client.Gone);
        var output = RelayAsync(over.Token);
        var input = FeedAsync(over.Token);
        var first = await Task.WhenAny(output, input, left).ConfigureAwait(false);
        // Input that has ended, and ended nothing else.
        if (first == input && input.IsCompletedSuccessfully && !await input.ConfigureAwait(false)) await Task.WhenAny(output, left).ConfigureAwait(false);
        if (!left.IsCompleted) await client.FinishAsync().ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await feed.DisposeAsync().ConfigureAwait(false);
        await EndAsync(output).ConfigureAwait(false);
        await EndAsync(input).ConfigureAwait(false);
    }

    private async Task RelayAsync(CancellationToken over)
    {
        while (await feed.NextAsync(over).ConfigureAwait(false) is { } element)
        {
            switch (element)
            {
                case StreamElement.Data data when point.Take(data.Channel, data.Bytes) is { IsEmpty: false } bytes:
                    if (!await client.SendAsync(data.Channel, bytes, plan.Framed, over).ConfigureAwait(false)) return;
                    break;
                case StreamElement.Item { Value: StreamPosition reached }:
                    point.Reached(reached.Position);
                    break;
                case StreamElement.End:
                    return;
            }
        }
    }

    /// <summary>True where the end of the input is the session's: detached, or as Docker takes it where the program's input goes on.</summary>
    private async Task<bool> FeedAsync(CancellationToken over)
    {
        var scanner = new Shapes.DetachScanner(plan.DetachKeys);
        bool detached = false;
        await foreach (var received in client.ReceiveAsync(over).ConfigureAwait(false))
        {
            if (!plan.Stdin) continue;
            var passed = scanner.Take(received, out detached);
            if (!passed.IsEmpty) await feed.WriteAsync(passed, over).ConfigureAwait(false);
            if (detached) return true;
        }

        if (!plan.Stdin) return false;
        if (!plan.ClosesStdin && !plan.EngineEnds) return true;
        await feed.CompleteWritesAsync(over).ConfigureAwait(false);
        return false;
    }

    private static async Task EndAsync(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The other direction, or the client, ended first.
        }
    }
}
