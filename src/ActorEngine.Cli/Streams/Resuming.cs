using System.Diagnostics;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Streams;

/// <summary>Carries a piece of work over restarts of the engine: on a lost connection it connects anew, for a bounded time, and does the work again.</summary>
internal sealed class Resuming(Invocation call) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private EngineConnection? connection;
    private bool told;

    /// <summary>Connects unless it has a connection, fails at once without an engine, and runs <paramref name="work"/>, which is told how often the connection was lost before.</summary>
    /// <exception cref="EngineConnectionException">No engine at the start, or none came back in time.</exception>
    public async Task<T> RunAsync<T>(Func<EngineConnection, int, Task<T>> work, CancellationToken cancellation = default)
    {
        connection ??= await call.ConnectAsync(cancellation);
        long unavailableSince = 0;
        for (int lost = 0; ; lost++)
        {
            long since = Stopwatch.GetTimestamp();
            try
            {
                return await work(connection, lost);
            }
            catch (EngineConnectionLostException) when (call.Reconnect > TimeSpan.Zero)
            {
                Tell();
            }
            catch (FaultException error) when (error.Fault.Code == FaultCode.Unavailable && Elapsed(ref unavailableSince) < call.Reconnect)
            {
                // The engine is stopping, or is up and still taking its containers over.
                await Task.Delay(Pause, cancellation);
            }

            await connection.DisposeAsync();
            connection = await AgainAsync(since, cancellation);
        }
    }

    public ValueTask DisposeAsync() => connection?.DisposeAsync() ?? default;

    private async Task<EngineConnection> AgainAsync(long workBegan, CancellationToken cancellation)
    {
        long lostAt = Stopwatch.GetTimestamp();
        // An engine that keeps dropping the connection at once is not asked in a tight loop.
        if (Stopwatch.GetElapsedTime(workBegan) < Pause) await Task.Delay(Pause, cancellation);
        while (true)
        {
            try
            {
                return await call.ConnectAsync(cancellation);
            }
            catch (EngineConnectionException error) when (error is EngineNotRunningException or EngineConnectionLostException
                && Stopwatch.GetElapsedTime(lostAt) < call.Reconnect)
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    private static TimeSpan Elapsed(ref long since)
    {
        if (since == 0) since = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(since);
    }

    private void Tell()
    {
        if (!told) call.Console.Complain($"actorctl: the connection to {call.Endpoint} was lost; trying for {call.Reconnect.TotalSeconds:0} seconds to take up again.");
        told = true;
    }
}
