using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Engine;

/// <summary>
/// One client identity's connections to the engine, made when they are needed and again after they were lost. Many requests share one; each has credit
/// of its own. While the engine restarts, requests wait for it for a while.
/// </summary>
internal sealed class EngineLink(EngineEndpoint endpoint, ActFor opening, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Requests in flight on one connection; the engine refuses <see cref="ProtocolLimits.StreamsInFlight"/> and more.</summary>
    public const int Share = 100;

    /// <summary>Connections at once.</summary>
    public const int Most = 128;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim connecting = new(1);
    private volatile EngineConnection[] connections = [];

    /// <summary>Requests that are not answered yet.</summary>
    public int InFlight => connections.Sum(connection => connection.InFlight);

    /// <summary>Sends a command or query and returns its answer. A query whose answer was lost with the engine is asked again.</summary>
    /// <exception cref="ApiException">The engine refused it, answered with something else, or cannot be reached.</exception>
    public async Task<T> AskAsync<T>(IMessage message, CancellationToken cancellation) where T : class, IReply
    {
        long begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                var connection = await ConnectAsync(cancellation).ConfigureAwait(false);
                return await connection.AskAsync(message, cancellation).ConfigureAwait(false) switch
                {
                    T reply => reply,
                    Fault fault => throw ApiException.Of(fault),
                    var other => throw new ApiException(500, $"The engine answered {message.GetType().Name} with {other.GetType().Name}."),
                };
            }
            catch (EngineConnectionLostException) when (message is IQuery && time.GetElapsedTime(begun) < Patience)
            {
                // It restarts: the connection is made anew.
            }
            catch (EngineConnectionException error)
            {
                throw new ApiException(503, error.Message);
            }
        }
    }

    /// <summary>Opens a call whose answer is a stream, or that takes one.</summary>
    /// <exception cref="ApiException">The engine cannot be reached.</exception>
    public async Task<EngineStream> OpenAsync(IMessage message, CancellationToken cancellation)
    {
        try
        {
            return (await ConnectAsync(cancellation).ConfigureAwait(false)).Open(message);
        }
        catch (EngineConnectionException error)
        {
            throw new ApiException(503, error.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections) await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<EngineConnection> ConnectAsync(CancellationToken cancellation)
    {
        if (WithRoom() is { } known) return known;
        await connecting.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (WithRoom() is { } other) return other;
            var open = connections.Where(connection => !connection.IsClosed).ToList();
            foreach (var closed in connections.Except(open)) await closed.DisposeAsync().ConfigureAwait(false);
            // Those that have nothing to do are closed again, all but one.
            foreach (var spare in open.Where(connection => connection.InFlight == 0).Skip(1).ToList())
            {
                open.Remove(spare);
                await spare.DisposeAsync().ConfigureAwait(false);
            }

            if (open.Count >= Most) throw new ApiException(503, $"{Most * Share} requests are in flight; wait for one to end");
            var made = await MakeAsync(cancellation).ConfigureAwait(false);
            connections = [.. open, made];
            return made;
        }
        finally
        {
            connecting.Release();
        }
    }

    private EngineConnection? WithRoom()
    {
        foreach (var connection in connections)
            if (!connection.IsClosed && connection.InFlight < Share) return connection;
        return null;
    }

    private async Task<EngineConnection> MakeAsync(CancellationToken cancellation)
    {
        var connection = await ReachAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await connection.AskAsync(opening, cancellation).ConfigureAwait(false) is Fault refused) throw ApiException.Of(refused);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<EngineConnection> ReachAsync(CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await EngineConnection.ConnectAsync(endpoint, cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (error is EngineNotRunningException or EngineConnectionLostException && time.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
