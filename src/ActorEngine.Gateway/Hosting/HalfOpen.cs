using Microsoft.AspNetCore.Connections;

namespace ActorEngine.Gateway.Hosting;

/// <summary>
/// Kestrel ends a request when the client has nothing more to send, and finishes each with an answer of its own. A connection that a stream took
/// over goes on after the first, whose client has only ended stdin, and must not get the second. Stands below the HTTP layer (and above TLS) and
/// keeps both from connections that were taken over, there and nowhere else.
/// </summary>
internal sealed class HalfOpen(ConnectionDelegate next)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        var transport = connection.Transport;
        using var state = new ConnectionState(transport, connection.ConnectionClosed);
        connection.Features.Set(state);
        connection.ConnectionClosed = state.Closed;
        connection.Transport = state.Http;
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            connection.Transport = transport;
        }
    }
}
