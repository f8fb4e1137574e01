using ActorEngine.Client;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>
/// Carries a local client's request to another node and its answer back, at the pace of the slower side. A lost link takes logs, attached output and events up again at
/// their cursor; what cannot be taken up is answered Unavailable.
/// </summary>
internal static class NodeForwarder
{
    public static async Task<IReply> RunAsync(EngineLink link, string node, IEngineCall call)
    {
        if (link.State.Now is { State: NodeState.Unreachable } now) return Unavailable(node, now.Reason);
        try
        {
            if (RouteTable.Of(call.Request) is Destination.Inside or Destination.Connection)
                return new Fault(FaultCode.PermissionDenied, $"{MessageCodec.ManifestOf(call.Request)} is no request to another node.");
            if (RouteTable.Of(call.Request) != Destination.Request) return await link.AskAsync(call.Request, call.Cancelled).ConfigureAwait(false);
            return ResumingStream.CanResume(call.Request)
                ? await RelayAsync(ResumingStream.ReadAsync(link, call.Request, call.Cancelled), call).ConfigureAwait(false)
                : await ExchangeAsync(link, call).ConfigureAwait(false);
        }
        catch (EngineFaultException refused)
        {
            return refused.Fault;
        }
        catch (EngineException error)
        {
            return Unavailable(node, error.Message);
        }
    }

    private static async Task<IReply> ExchangeAsync(EngineLink link, IEngineCall call)
    {
        await link.ReachableAsync(call.Cancelled).ConfigureAwait(false);
        await using var remote = link.Open(call.Request);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled);
        var feeding = FeedAsync(call, remote, over.Token);
        try
        {
            return await RelayAsync(remote.ReadAsync(call.Cancelled), call).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(false);
        }
    }

    private static async Task<IReply> RelayAsync(IAsyncEnumerable<StreamElement> elements, IEngineCall call)
    {
        await foreach (var element in elements.ConfigureAwait(false))
        {
            switch (element)
            {
                case StreamElement.Data data:
                    await call.WriteDataAsync(data.Channel, data.Bytes, call.Cancelled).ConfigureAwait(false);
                    break;
                case StreamElement.Item item:
                    await call.SendItemAsync(item.Value, call.Cancelled).ConfigureAwait(false);
                    break;
                case StreamElement.End end:
                    return end.Reply;
            }
        }

        return new Fault(FaultCode.Internal, "The node ended the stream without a last word.");
    }

    private static async Task FeedAsync(IEngineCall call, EngineCall remote, CancellationToken over)
    {
        try
        {
            await foreach (var element in call.ReadAsync(over).ConfigureAwait(false))
            {
                if (element is StreamElement.Data data) await remote.WriteAsync(data.Bytes, data.Channel, over).ConfigureAwait(false);
                else if (element is StreamElement.Item item) await remote.SendItemAsync(item.Value, over).ConfigureAwait(false);
            }

            await remote.CompleteWritesAsync(over).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or EngineException)
        {
            // The answer came first, the client left, or the link is lost, which the reading side tells.
        }
    }

    private static Fault Unavailable(string node, string reason) => new(FaultCode.Unavailable, $"Node {node} is not reachable: {reason}");
}
