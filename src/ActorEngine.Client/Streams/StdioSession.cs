using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>
/// A program's stdio: a container's that was attached to, or that of a program run in one. Bounded in both directions: what is not read stays
/// with the engine, what is not taken is not sent. Disposing leaves the program alone.
/// </summary>
public sealed class StdioSession : IAsyncDisposable
{
    private readonly EngineCall call;
    private readonly IAsyncEnumerator<StreamElement> elements;
    private StreamElement? first;

    private StdioSession(EngineCall call, IAsyncEnumerator<StreamElement> elements, StreamElement? first) =>
        (this.call, this.elements, this.first) = (call, elements, first);

    /// <summary>What the engine said when the program started; null where it ran already.</summary>
    public ExecStarted? Started { get; private init; }

    /// <summary>How the program ended, once its output has been read; null where the engine does not say (an attached container: wait for it).</summary>
    public ExitStatus? Exit { get; private set; }

    /// <summary>Output in order, until the program has ended. To be read once.</summary>
    /// <exception cref="EngineFaultException">The engine ended the stream with a fault.</exception>
    /// <exception cref="EngineLinkLostException">The link was lost; input cannot be taken up, so the whole session ends.</exception>
    public async IAsyncEnumerable<OutputChunk> ReadOutputAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (first is { } known)
        {
            first = null;
            if (OutputChunk.Of(known) is { } chunk) yield return chunk;
        }

        while (await elements.MoveNextAsync().AsTask().WaitAsync(cancellation).ConfigureAwait(false))
        {
            if (elements.Current is StreamElement.End { Reply: ExecEnded ended }) Exit = ended.Exit;
            if (OutputChunk.Of(elements.Current) is { } chunk) yield return chunk;
        }
    }

    /// <summary>Sends input; completes when the engine has room for it.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default) => call.WriteAsync(bytes, 0, cancellation);

    /// <summary>Ends the program's input.</summary>
    public ValueTask CompleteInputAsync(CancellationToken cancellation = default) => call.CompleteWritesAsync(cancellation);

    /// <summary>
    /// Output into pipes, until the program has ended; they are completed then, with the reason where it could not be read to its end. A pipe whose reader does not read
    /// holds the engine, and with it the program, back.
    /// </summary>
    /// <param name="output">Gets what comes on standard output or the terminal.</param>
    /// <param name="error">Gets what comes on standard error; null = it is left out.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task CopyOutputAsync(PipeWriter output, PipeWriter? error = null, CancellationToken cancellation = default)
    {
        Exception? failure = null;
        try
        {
            await foreach (var chunk in ReadOutputAsync(cancellation).ConfigureAwait(false))
                if ((chunk.Channel == OutputChannel.Stdout ? output : error) is { } pipe) await pipe.WriteAsync(chunk.Bytes, cancellation).ConfigureAwait(false);
        }
        catch (Exception thrown) when (thrown is EngineException or OperationCanceledException)
        {
            failure = thrown;
            throw;
        }
        finally
        {
            await output.CompleteAsync(failure).ConfigureAwait(false);
            if (error is not null) await error.CompleteAsync(failure).ConfigureAwait(false);
        }
    }

    /// <summary>Input out of a pipe until that is complete, at the pace at which the program takes it; ends the program's input then.</summary>
    public async Task CopyInputAsync(PipeReader input, CancellationToken cancellation = default)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation).ConfigureAwait(false);
            foreach (var part in read.Buffer) await WriteAsync(part, cancellation).ConfigureAwait(false);
            input.AdvanceTo(read.Buffer.End);
            if (!read.IsCompleted) continue;
            await CompleteInputAsync(cancellation).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>Reads what is left and returns it as one array; for short programs.</summary>
    public async Task<byte[]> ReadToEndAsync(CancellationToken cancellation = default)
    {
        using var all = new MemoryStream();
        await foreach (var chunk in ReadOutputAsync(cancellation).ConfigureAwait(false)) all.Write(chunk.Bytes.Span);
        return all.ToArray();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        call.Cancel();
        await elements.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Opens the call and waits for the engine's first word: output, a position, that the program started, or a fault.</summary>
    internal static async Task<StdioSession> OpenAsync(EngineLink link, IMessage request, CancellationToken cancellation)
    {
        await link.ReachableAsync(cancellation).ConfigureAwait(false);
        var call = link.Open(request);
        var elements = call.ReadAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        var first = await call.FirstAsync(elements, cancellation).ConfigureAwait(false);
        if (first is StreamElement.End { Reply: Fault fault }) throw new EngineFaultException(fault);
        return first is StreamElement.Item { Value: ExecStarted started }
            ? new StdioSession(call, elements, null) { Started = started }
            : new StdioSession(call, elements, first);
    }
}
