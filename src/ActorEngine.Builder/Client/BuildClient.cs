using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Threading.Channels;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>
/// The client of one build: what it sends, apart by kind, and what it is told, in order and at its pace. Output of programs waits for room. What actors
/// post cannot wait: a client that leaves <see cref="MaxWaiting"/> such messages untaken is let go, which ends the build.
/// </summary>
internal sealed class BuildClient : IAsyncDisposable
{
    private const int ContextBuffer = 1 << 20, MaxBacklog = 256, MaxPosted = 16_384;
    private readonly IEngineCall call;
    private readonly Pipe context = new(new PipeOptions(pauseWriterThreshold: ContextBuffer, resumeWriterThreshold: ContextBuffer / 2, useSynchronizationContext: false));
    private readonly Channel<IItem> outgoing = Channel.CreateBounded<IItem>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly SemaphoreSlim room = new(MaxBacklog, MaxBacklog);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<IItem?>> questions = new();
    private readonly CancellationTokenSource over;
    private readonly Task reading, sending;
    private long lastQuestion;
    private int disposed;
    private volatile bool isOverrun, isSilent;

    /// <summary>Messages that wait for the client at most.</summary>
    public const int MaxWaiting = MaxPosted + MaxBacklog;

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

    /// <summary>The client did not take what it was told, and was let go.</summary>
    public bool IsOverrun => isOverrun;

    /// <summary>Tells something; never waits. Where too much waits already, the build is over.</summary>
    public void Post(IItem item)
    {
        if (outgoing.Writer.TryWrite(item) || disposed != 0 || isOverrun) return;
        isOverrun = true;
        _ = over.CancelAsync();
    }

    /// <summary>Tells what a program wrote; waits while the client is slow.</summary>
    public async ValueTask OutputAsync(BuildOutput output, CancellationToken cancellation)
    {
        await room.WaitAsync(cancellation).ConfigureAwait(false);
        Post(output);
    }

    /// <summary>Sends bytes of an export.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => call.WriteDataAsync(0, bytes, cancellation);

    /// <summary>Asks an SSH agent of the client.</summary>
    public async Task<byte[]> AskAgentAsync(string agent, byte[] message, CancellationToken cancellation)
    {
        IItem? answer = await AskAsync(number => new AgentRequest(number, agent, message), cancellation).ConfigureAwait(false);
        return answer is AgentReply reply ? reply.Message : [];
    }

    /// <summary>Asks what the client shows to a registry; null where it has nothing for it.</summary>
    public async Task<RegistryCredentials?> AskCredentialsAsync(string registry, CancellationToken cancellation)
    {
        IItem? answer = await AskAsync(number => new CredentialsWanted(number, registry), cancellation).ConfigureAwait(false);
        return (answer as CredentialsGiven)?.Credentials;
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

    // null where the client sends nothing more.
    private async Task<IItem?> AskAsync(Func<long, IItem> question, CancellationToken cancellation)
    {
        long number = Interlocked.Increment(ref lastQuestion);
        var answer = new TaskCompletionSource<IItem?>(TaskCreationOptions.RunContinuationsAsynchronously);
        questions[number] = answer;
        try
        {
            if (isSilent) answer.TrySetResult(null);
            else Post(question(number));
            return await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            questions.TryRemove(number, out _);
        }
    }

    private void Answered(long number, IItem answer)
    {
        if (questions.TryGetValue(number, out var waiting)) waiting.TrySetResult(answer);
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
                        Answered(reply.Number, reply);
                        break;
                    case StreamElement.Item { Value: CredentialsGiven given }:
                        Answered(given.Number, given);
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
        isSilent = true;
        foreach (var waiting in questions.Values) waiting.TrySetResult(null);
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
