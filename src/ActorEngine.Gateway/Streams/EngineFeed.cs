using System.Diagnostics;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Engine;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Streams;

/// <summary>
/// A stream of the engine that goes on over restarts of the engine: where the connection is lost, the request is made again from where the stream had come to.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="request">The request to make; true where an earlier one was lost.</param>
/// <param name="resumable">False where a lost stream cannot be taken up again: it ends then.</param>
internal sealed class EngineFeed(EngineLink engine, Func<bool, ValueTask<IMessage>> request, bool resumable = true) : IAsyncDisposable
{
    /// <summary>How long an engine may be away, as with the command line.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private EngineStream? stream;
    private IAsyncEnumerator<StreamElement>? elements;
    private StreamElement? first;

    /// <summary>Makes the request and waits for the first word of the answer, so that a refusal can still be told as one.</summary>
    /// <exception cref="ApiException">The engine refused it, or cannot be reached.</exception>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        if (await TryBeginAsync(cancellation).ConfigureAwait(false) is { } fault) throw ApiException.Of(fault);
    }

    /// <summary>As <see cref="BeginAsync"/>, for who deals with the refusal.</summary>
    public async Task<Fault?> TryBeginAsync(CancellationToken cancellation)
    {
        try
        {
            await OpenAsync(again: false, cancellation).ConfigureAwait(false);
            first = await ReadAsync().ConfigureAwait(false);
        }
        catch (EngineConnectionException error)
        {
            throw new ApiException(503, error.Message);
        }

        return first is StreamElement.End { Reply: Fault fault } ? fault : null;
    }

    /// <summary>The next element; null after the end, which has been an element too, or where the stream was lost for good.</summary>
    public async ValueTask<StreamElement?> NextAsync(CancellationToken cancellation)
    {
        if (first is { } known)
        {
            first = null;
            return known;
        }

        long lostAt = 0;
        while (true)
        {
            try
            {
                if (lostAt != 0) await OpenAsync(again: true, cancellation).ConfigureAwait(false);
                var element = await ReadAsync().ConfigureAwait(false);
                // An engine that stops, or is up and not ready yet.
                if (element is not StreamElement.End { Reply: Fault { Code: FaultCode.Unavailable } } || !resumable || IsOver(ref lostAt)) return element;
            }
            catch (EngineConnectionException)
            {
                if (!resumable || IsOver(ref lostAt)) return null;
            }

            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Sends raw bytes to the engine, on the next connection where this one is lost.</summary>
    /// <exception cref="OperationCanceledException">The stream has ended.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await stream!.WriteAsync(bytes, 0, cancellation).ConfigureAwait(false);
                return;
            }
            catch (EngineConnectionException) when (resumable)
            {
                // Its reader makes the next one.
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Says that nothing more will be sent.</summary>
    public async ValueTask CompleteWritesAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await stream!.CompleteWritesAsync(cancellation).ConfigureAwait(false);
                return;
            }
            catch (EngineConnectionException) when (resumable)
            {
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // First the stream: its end is what a reader that still waits gets.
        if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask OpenAsync(bool again, CancellationToken cancellation)
    {
        if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
        stream = await engine.ConnectAsync(await request(again).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        elements = stream.ReadAsync(cancellation).GetAsyncEnumerator(CancellationToken.None);
    }

    private async ValueTask<StreamElement?> ReadAsync() => await elements!.MoveNextAsync().ConfigureAwait(false) ? elements.Current : null;

    private static bool IsOver(ref long lostAt)
    {
        if (lostAt == 0) lostAt = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(lostAt) > Patience;
    }
}
