using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Engine;

/// <summary>The gateway's way to its engine. Streams have connections of their own, so that no answer waits behind a large one.</summary>
internal sealed class EngineLink(EngineEndpoint endpoint) : IAsyncDisposable
{
    private readonly ConnectionSet questions = new(endpoint), streams = new(endpoint);

    /// <summary>Sends a command or query and returns its answer.</summary>
    /// <exception cref="ApiException">The engine refused it, answered with something else, or cannot be reached.</exception>
    public async Task<T> AskAsync<T>(IMessage message, CancellationToken cancellation) where T : class, IReply
    {
        try
        {
            await using var stream = await questions.OpenAsync(message, cancellation).ConfigureAwait(false);
            await foreach (var element in stream.ReadAsync(cancellation).ConfigureAwait(false))
            {
                if (element is StreamElement.End end) return Expect<T>(message, end.Reply);
            }

            throw new EngineConnectionLostException(endpoint);
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
            return await ConnectAsync(message, cancellation).ConfigureAwait(false);
        }
        catch (EngineConnectionException error)
        {
            throw new ApiException(503, error.Message);
        }
    }

    /// <summary>As <see cref="OpenAsync"/> for who tries again.</summary>
    /// <exception cref="EngineConnectionException">The engine cannot be reached.</exception>
    public ValueTask<EngineStream> ConnectAsync(IMessage message, CancellationToken cancellation) => streams.OpenAsync(message, cancellation);

    /// <summary>The reply as what it has to be.</summary>
    /// <exception cref="ApiException">It is a fault, or something else.</exception>
    public static T Expect<T>(IMessage message, IReply reply) where T : class, IReply => reply switch
    {
        T answer => answer,
        Fault fault => throw ApiException.Of(fault),
        var other => throw new ApiException(500, $"The engine answered {message.GetType().Name} with {other.GetType().Name}."),
    };

    public async ValueTask DisposeAsync()
    {
        await questions.DisposeAsync().ConfigureAwait(false);
        await streams.DisposeAsync().ConfigureAwait(false);
    }
}
