using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Engine;

/// <summary>The gateway's connection to its engine, made when it is needed and again after it was lost. All requests share it; each has credit of its own.</summary>
internal sealed class EngineLink(EngineEndpoint endpoint) : IAsyncDisposable
{
    private readonly SemaphoreSlim connecting = new(1);
    private EngineConnection? current;

    /// <summary>Sends a command or query and returns its answer.</summary>
    /// <exception cref="ApiException">The engine refused it, answered with something else, or cannot be reached.</exception>
    public async Task<T> AskAsync<T>(IMessage message, CancellationToken cancellation) where T : class, IReply
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
        catch (EngineConnectionException error)
        {
            throw new ApiException(503, error.Message);
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
        if (current is not null) await current.DisposeAsync().ConfigureAwait(false);
        connecting.Dispose();
    }

    private async ValueTask<EngineConnection> ConnectAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref current) is { IsClosed: false } known) return known;
        await connecting.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (current is { IsClosed: false } other) return other;
            if (current is not null) await current.DisposeAsync().ConfigureAwait(false);
            return current = await EngineConnection.ConnectAsync(endpoint, cancellation).ConfigureAwait(false);
        }
        finally
        {
            connecting.Release();
        }
    }
}
