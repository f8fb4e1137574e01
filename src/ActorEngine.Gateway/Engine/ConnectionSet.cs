using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Engine;

/// <summary>
/// As many connections to the engine as its bound of requests in flight on one of them makes necessary, made when they are needed and again after
/// they were lost. The fullest that has room is taken, so that the others run dry and are closed.
/// </summary>
/// <param name="connect">Makes one.</param>
internal sealed class ConnectionSet(Func<CancellationToken, Task<EngineConnection>> connect) : IAsyncDisposable
{
    /// <summary>Well under what the engine admits.</summary>
    internal const int PerConnection = ProtocolLimits.StreamsInFlight * 3 / 4;

    /// <summary>Beyond this, requests are refused: half of what one engine serves, so that others can reach it too.</summary>
    internal const int Most = ProtocolLimits.Connections / 2;

    private readonly SemaphoreSlim connecting = new(1);
    private readonly Lock gate = new();
    private List<EngineConnection> open = [];

    /// <summary>A stream for a request, on a connection that has room for it.</summary>
    /// <exception cref="EngineConnectionException">The engine cannot be reached.</exception>
    public async ValueTask<EngineStream> OpenAsync(IMessage message, CancellationToken cancellation)
    {
        if (TryOpen(message) is { } stream) return stream;
        await connecting.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (TryOpen(message) is { } other) return other;
            if (open.Count >= Most) throw new EngineFullException(Most * PerConnection);
            var connection = await connect(cancellation).ConfigureAwait(false);
            stream = connection.Open(message);
            lock (gate) open = [.. open, connection];
            return stream;
        }
        finally
        {
            connecting.Release();
        }
    }

    /// <summary>Requests that are not answered yet.</summary>
    public int InFlight
    {
        get
        {
            lock (gate) return open.Sum(connection => connection.InFlight);
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<EngineConnection> all;
        lock (gate) (all, open) = (open, []);
        foreach (var connection in all) await connection.DisposeAsync().ConfigureAwait(false);
        connecting.Dispose();
    }

    private EngineStream? TryOpen(IMessage message)
    {
        EngineStream? stream = null;
        List<EngineConnection> superfluous = [];
        lock (gate)
        {
            EngineConnection? best = null;
            bool spare = false;
            foreach (var connection in open)
            {
                int load = connection.InFlight;
                if (connection.IsClosed || (load == 0 && spare)) superfluous.Add(connection);
                else if (load < PerConnection && (best is null || load > best.InFlight)) best = connection;
                spare |= load == 0;
            }

            if (superfluous.Count > 0) open = [.. open.Except(superfluous)];
            stream = best is null ? null : Open(best, message);
        }

        foreach (var connection in superfluous) _ = connection.DisposeAsync().AsTask();
        return stream;
    }

    // Lost in this moment: the next is taken, or made.
    private static EngineStream? Open(EngineConnection connection, IMessage message)
    {
        try
        {
            return connection.Open(message);
        }
        catch (EngineConnectionException)
        {
            return null;
        }
    }
}

/// <summary>As many requests are in flight as this gateway sends to its engine.</summary>
internal sealed class EngineFullException(int requests) : EngineConnectionException($"{requests} requests are in flight; ask again when one has ended.");
