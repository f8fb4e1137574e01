using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>Sends a stream's bytes with a request, tells of what comes meanwhile, and waits for the answer.</summary>
internal static class Upload
{
    /// <exception cref="EngineFaultException">The engine answered with a fault, possibly before all was sent.</exception>
    public static async Task<IReply> RunAsync(EngineLink link, IMessage request, Stream content, int block, CancellationToken cancellation, IProgress<IItem>? progress = null)
    {
        await link.ReachableAsync(cancellation).ConfigureAwait(false);
        await using var call = link.Open(request);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = SendAsync(call, content, block, over.Token);
        try
        {
            await foreach (var element in call.ReadAsync(cancellation).ConfigureAwait(false))
            {
                if (element is StreamElement.Item { Value: var item }) progress?.Report(item);
                if (element is not StreamElement.End end) continue;
                await over.CancelAsync().ConfigureAwait(false);
                await sending.ConfigureAwait(false);
                return end.Reply is Fault fault ? throw new EngineFaultException(fault) : end.Reply;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Cancelled because the content could not be read, which says why.
            await over.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(false);
            throw;
        }

        throw new EngineLinkLostException(link.Address, "the engine ended the call without an answer");
    }

    private static async Task SendAsync(EngineCall call, Stream content, int block, CancellationToken over)
    {
        byte[] buffer = new byte[block];
        while (await ReadAsync(call, content, buffer, over).ConfigureAwait(false) is > 0 and var count)
            if (!await WroteAsync(() => call.WriteAsync(buffer.AsMemory(0, count), 0, over)).ConfigureAwait(false)) return;
        await WroteAsync(() => call.CompleteWritesAsync(over)).ConfigureAwait(false);
    }

    // False where the answer came first, or the link is lost, which the reading side tells.
    private static async Task<bool> WroteAsync(Func<ValueTask> write)
    {
        try
        {
            await write().ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is OperationCanceledException or EngineException)
        {
            return false;
        }
    }

    // 0 where nothing more is wanted.
    private static async Task<int> ReadAsync(EngineCall call, Stream content, byte[] buffer, CancellationToken over)
    {
        try
        {
            return await content.ReadAsync(buffer, over).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return 0;
        }
        catch
        {
            // Half an archive must not pass for a whole one, also where it comes from an engine that refuses it.
            call.Cancel();
            throw;
        }
    }
}
