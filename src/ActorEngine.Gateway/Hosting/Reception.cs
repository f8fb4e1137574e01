using System.Net.Sockets;
using ActorEngine.Gateway.Engine;
using ActorEngine.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ActorEngine.Gateway.Hosting;

/// <summary>
/// Stands below the HTTP layer: counts clients, and finds out who they are. Keeps the end of a client's input from HTTP where a stream took the connection
/// over: Kestrel ends a request when the client has nothing more to send, and a client of a stream has only ended stdin.
/// </summary>
/// <param name="limit">Clients at once; one more is told to come again.</param>
internal sealed class Reception(ConnectionDelegate next, Guests guests, Func<int> limit)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        bool full = guests.Enter() > limit();
        try
        {
            using var state = new ConnectionState(connection.ConnectionClosed) { Full = full, Client = LocalClient(connection) };
            connection.Features.Set(state);
            connection.ConnectionClosed = state.Closed;
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            guests.Leave();
        }
    }

    // Who comes over the network shows a certificate later.
    private static ClientIdentity? LocalClient(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { AddressFamily: AddressFamily.Unix } socket) return null;
        try
        {
            return ClientIdentity.Of(PeerIdentity.Of(socket));
        }
        catch (SocketException)
        {
            // It has left already.
            return null;
        }
    }
}
