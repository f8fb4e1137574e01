using Microsoft.AspNetCore.Connections;

namespace ActorEngine.Gateway.Hosting;

/// <summary>
/// Kestrel ends a request when the client has nothing more to send. A connection that a stream took over goes on after that: its client has only
/// ended stdin. Stands below the HTTP layer and keeps the end of input from it, there and nowhere else.
/// </summary>
internal sealed class HalfOpen(ConnectionDelegate next)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        using var state = new ConnectionState(connection.ConnectionClosed);
        connection.Features.Set(state);
        connection.ConnectionClosed = state.Closed;
        await next(connection).ConfigureAwait(false);
    }
}
