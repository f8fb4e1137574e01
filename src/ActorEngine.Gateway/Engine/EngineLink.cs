using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Engine;

/// <summary>One client identity's way to the engine. Streams have connections of their own, so that no answer waits behind a large one.</summary>
internal sealed class EngineLink(EngineEndpoint endpoint, ActFor opening, TimeProvider time) : IAsyncDisposable
{
    private readonly ConnectionSet questions = new(endpoint, opening, time), streams = new(endpoint, opening, time);

    /// <summary>Requests that are not answered yet.</summary>
    public int InFlight => questions.InFlight + streams.InFlight;

    /// <summary>Sends a command or query and returns its answer. A query whose answer was lost with the engine is asked again.</summary>
    /// <exception cref="ApiException">The engine refused it, answered with something else, or cannot be reached.</exception>
    public async Task<T> AskAsync<T>(IMessage message, CancellationToken cancellation) where T : class, IReply
    {
        long begun = time.GetTimestamp();
        while (true)
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
            catch (EngineConnectionLostException) when (message is IQuery && time.GetElapsedTime(begun) < ConnectionSet.Patience)
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
