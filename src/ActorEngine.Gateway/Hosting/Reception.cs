using System.Net.Sockets;
using ActorEngine.Gateway.Engine;
using ActorEngine.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ActorEngine.Gateway.Hosting;

/// <summary>Meets every connection first: counts clients, and finds out who they are.</summary>
/// <param name="limit">Clients at once; one more is told to come again.</param>
internal sealed class Reception(ConnectionDelegate next, Guests guests, Func<int> limit)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        bool full = guests.Enter() > limit();
        try
        {
            connection.Features.Set(new Guest { Full = full, Client = LocalClient(connection) });
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
