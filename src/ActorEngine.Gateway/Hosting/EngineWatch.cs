using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Hosting;

/// <summary>
/// Knows whether the engine is there, and what it wants of its gateway. The gateway outlives an engine that restarts for the sake of its clients; without
/// any, or when the engine stays away, it has nothing more to do.
/// </summary>
internal sealed class EngineWatch(EngineEndpoint endpoint, Guests guests, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long an engine may be away while clients are connected.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private EngineConnection? connection;
    private volatile GatewayConfiguration configuration = new();

    /// <summary>What the engine said last.</summary>
    public GatewayConfiguration Configuration => configuration;

    /// <summary>Finds the engine for the first time.</summary>
    /// <exception cref="EngineConnectionException">It is not there.</exception>
    public Task BeginAsync(CancellationToken cancellation) => ReachAsync(static () => true, cancellation);

    /// <summary>Completes when there is nothing more to do.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                // Four looks within the time that it may be idle.
                var pause = TimeSpan.FromSeconds(configuration.IdleSeconds / 4.0);
                await Task.WhenAny(connection!.Closed, Task.Delay(pause, time, cancellation)).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                if (connection.IsClosed) await ReachAsync(() => guests.Count > 0, cancellation).ConfigureAwait(false);
                else if (guests.Silence.TotalSeconds >= configuration.IdleSeconds) return;
            }
        }
        catch (EngineConnectionException)
        {
            // It stays away.
        }
    }

    /// <summary>Asks anew what the engine wants.</summary>
    public async Task RefreshAsync()
    {
        try
        {
            if (connection is { } known && await known.AskAsync(new GetGatewayConfiguration()).ConfigureAwait(false) is GatewayConfiguration wanted) configuration = wanted;
        }
        catch (EngineConnectionException)
        {
            // It is asked again when it is back.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ReachAsync(Func<bool> wait, CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
                connection = await EngineConnection.ConnectAsync(endpoint, cancellation).ConfigureAwait(false);
                if (await connection.AskAsync(new GetGatewayConfiguration(), cancellation).ConfigureAwait(false) is GatewayConfiguration wanted) configuration = wanted;
                return;
            }
            catch (EngineConnectionException) when (wait() && time.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
