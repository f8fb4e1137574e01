using ActorEngine.Linux;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Wire;

/// <summary>The listening socket and every connection.</summary>
internal sealed class ClientTable(ShimHost host)
{
    private const int MaxConnections = 48;

    private readonly List<Connection> connections = [];

    /// <summary>Binds the socket in the run directory.</summary>
    public void Listen() => host.Loop.Watch(new Listener(this, UnixSocket.Listen(Frames.SocketName, 0x180)));

    /// <summary>Serves a connected socket.</summary>
    public void Adopt(FileDescriptor socket)
    {
        socket.SetNonBlocking(true);
        // Only the engine's own user may speak to a shim; the mode of the socket says so too.
        if (connections.Count >= MaxConnections || UnixSocket.Peer(socket).UserId != ProcessControl.EffectiveUserId)
        {
            socket.Dispose();
            return;
        }

        var connection = new Connection(host, socket);
        connections.Add(connection);
        host.Loop.Watch(connection);
    }

    /// <summary>Tells everybody who asked for notifications.</summary>
    public void Notify<T>(T message) where T : IShimMessage<T>
    {
        for (int i = connections.Count - 1; i >= 0; i--)
        {
            if (connections[i].WantsNotifications) connections[i].Send(0, message);
        }
    }

    public void Forget(Connection connection)
    {
        connections.Remove(connection);
        // Nobody will ever configure it.
        if (connections.Count == 0 && host.Container.State == ShimState.Fresh) host.End();
    }

    private sealed class Listener(ClientTable clients, FileDescriptor socket) : Pollable(socket)
    {
        public override void OnReady(PollEvents ready)
        {
            while (UnixSocket.TryAccept(File) is { } client) clients.Adopt(client);
        }
    }
}
