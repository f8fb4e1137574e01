using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Engine;

/// <summary>
/// As many connections to the engine as its bound of requests in flight on one of them makes necessary, made when they are needed and again after
/// they were lost; while the engine restarts, they wait for it for a while. Idle ones are closed again, all but one.
/// </summary>
/// <param name="opening">Said first on each: for whom it asks.</param>
internal sealed class ConnectionSet(EngineEndpoint endpoint, ActFor opening, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Requests in flight on one connection; the engine refuses <see cref="ProtocolLimits.StreamsInFlight"/> and more.</summary>
    public const int Share = 100;

    /// <summary>Connections at once.</summary>
    public const int Most = 128;

    /// <summary>How long an engine may be away before who asks is told so.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim connecting = new(1);
    private volatile EngineConnection[] connections = [];

    /// <summary>Requests that are not answered yet.</summary>
    public int InFlight => connections.Sum(connection => connection.InFlight);

    /// <summary>Sends a request, on a connection that has room for it.</summary>
    /// <exception cref="EngineConnectionException">The engine cannot be reached.</exception>
    /// <exception cref="ApiException">The engine does not admit who asks, or as much is in flight as may be.</exception>
    public async ValueTask<EngineStream> OpenAsync(IMessage message, CancellationToken cancellation)
    {
        if (WithRoom() is { } known) return known.Open(message);
        await connecting.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return (WithRoom() ?? await AddAsync(cancellation).ConfigureAwait(false)).Open(message);
        }
        finally
        {
            connecting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections) await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<EngineConnection> AddAsync(CancellationToken cancellation)
    {
        var open = connections.Where(connection => !connection.IsClosed).ToList();
        foreach (var closed in connections.Except(open)) await closed.DisposeAsync().ConfigureAwait(false);
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
