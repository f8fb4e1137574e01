using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Threading.Channels;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>
/// The client of one build: what it sends, apart by kind, and what it is told, in order and at its pace. What actors post is bounded by the plan's
/// size; output of programs waits for room.
/// </summary>
internal sealed class BuildClient : IAsyncDisposable
{
    private const int ContextBuffer = 1 << 20, MaxBacklog = 256;
    private readonly IEngineCall call;
    private readonly Pipe context = new(new PipeOptions(pauseWriterThreshold: ContextBuffer, resumeWriterThreshold: ContextBuffer / 2, useSynchronizationContext: false));
    private readonly Channel<IItem> outgoing = Channel.CreateUnbounded<IItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim room = new(MaxBacklog, MaxBacklog);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<byte[]>> agentCalls = new();
    private readonly CancellationTokenSource over;
    private readonly Task reading, sending;
    private long agentCall;
    private int disposed;

    public BuildClient(IEngineCall call)
    {
        this.call = call;
        over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled);
        reading = ReadAsync();
        sending = SendAsync();
    }

    public BuildImage Request => (BuildImage)call.Request;

    /// <summary>Fires when the client is gone or the build is over.</summary>
    public CancellationToken Over => over.Token;

    /// <summary>The context's tar. To be read once.</summary>
    public Stream Context => context.Reader.AsStream();

    /// <summary>Tells something; never waits.</summary>
    public void Post(IItem item) => outgoing.Writer.TryWrite(item);

    /// <summary>Tells what a program wrote; waits while the client is slow.</summary>
    public async ValueTask OutputAsync(BuildOutput output, CancellationToken cancellation)
    {
        await room.WaitAsync(cancellation).ConfigureAwait(false);
        outgoing.Writer.TryWrite(output);
    }

    /// <summary>Sends bytes of an export.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => call.WriteDataAsync(0, bytes, cancellation);

    /// <summary>Asks an SSH agent of the client.</summary>
    public async Task<byte[]> AskAgentAsync(string agent, byte[] message, CancellationToken cancellation)
    {
        long number = Interlocked.Increment(ref agentCall);
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        agentCalls[number] = answer;
        try
        {
            Post(new AgentRequest(number, agent, message));
            return await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            agentCalls.TryRemove(number, out _);
        }
    }

    /// <summary>Sends what was posted, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        outgoing.Writer.TryComplete();
        await sending.ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        over.Dispose();
    }

    private async Task ReadAsync()
    {
        Exception? lost = null;
        try
        {
            await foreach (StreamElement element in call.ReadAsync(over.Token).ConfigureAwait(false))
            {
                switch (element)
                {
                    case StreamElement.Data data:
                        await context.Writer.WriteAsync(data.Bytes, over.Token).ConfigureAwait(false);
                        break;
                    case StreamElement.Item { Value: ContextSent }:
                        await context.Writer.CompleteAsync().ConfigureAwait(false);
                        break;
                    case StreamElement.Item { Value: AgentReply reply }:
                        if (agentCalls.TryGetValue(reply.Number, out var waiting)) waiting.TrySetResult(reply.Message);
                        break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            lost = new IOException("The client went away before the context was complete.");
        }

        // A half-close ends the context too.
        await context.Writer.CompleteAsync(lost).ConfigureAwait(false);
        foreach (var waiting in agentCalls.Values) waiting.TrySetResult([]);
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (IItem item in outgoing.Reader.ReadAllAsync(over.Token).ConfigureAwait(false))
            {
                if (item is BuildOutput { IsStatus: false }) room.Release();
                await call.SendItemAsync(item, over.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone; whatever waits for room is cancelled with it.
        }
    }
}
