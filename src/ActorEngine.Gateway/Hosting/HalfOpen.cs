using Microsoft.AspNetCore.Connections;

namespace ActorEngine.Gateway.Hosting;

/// <summary>
/// Kestrel finishes each request with an answer of its own, which a client of a stream that took its connection over must not get. Stands between HTTP
/// and what carries it, TLS included, and drops what HTTP writes then, there and nowhere else.
/// </summary>
internal sealed class HalfOpen(ConnectionDelegate next)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        var transport = connection.Transport;
        if (connection.Features.Get<ConnectionState>() is { } state) connection.Transport = state.Gate(transport);
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
