using System.Net.Sockets;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Transport;

/// <summary>The engine's listening Unix socket.</summary>
public sealed partial class EngineListener : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly TimeProvider time;
    private readonly bool ownsPath;
    private int connections;

    private EngineListener(EngineEndpoint endpoint, Socket socket, TimeProvider time, bool ownsPath) =>
        (Endpoint, this.socket, this.time, this.ownsPath) = (endpoint, socket, time, ownsPath);

    /// <summary>Where clients find it.</summary>
    public EngineEndpoint Endpoint { get; }

    /// <summary>Clients connected now.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>The next client. Clients over <see cref="ProtocolLimits.Connections"/> are told so and let go.</summary>
    /// <exception cref="OperationCanceledException">The engine stops.</exception>
    public async Task<ServerConnection> AcceptAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await socket.AcceptAsync(cancellation).ConfigureAwait(false);
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.ConnectionAborted or SocketError.NoBufferSpaceAvailable)
            {
                // Out of descriptors for now: clients wait in the backlog until one is free.
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellation).ConfigureAwait(false);
                continue;
            }

            if (Interlocked.Increment(ref connections) <= ProtocolLimits.Connections)
            {
                if (TryWrap(client) is { } connection) return connection;
                continue;
            }

            Interlocked.Decrement(ref connections);
            _ = RefuseAsync(client);
        }
    }

    /// <summary>Stops listening and removes the socket file that it made. Open connections go on.</summary>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        if (ownsPath) File.Delete(Endpoint.SocketPath);
        return ValueTask.CompletedTask;
    }

    private ServerConnection? TryWrap(Socket client)
    {
        try
        {
            return new ServerConnection(client, time, _ => Interlocked.Decrement(ref connections));
        }
        catch (SocketException)
        {
            Interlocked.Decrement(ref connections);
            client.Dispose();
            return null;
        }
    }

    private static async Task RefuseAsync(Socket client)
    {
        using (client)
        {
            try
            {
                client.SendTimeout = 100;
                var writer = new FrameWriter(client);
                var greeting = new Greeting(ProtocolLimits.Version, ProtocolLimits.ServerWindow, ProductVersion.Text);
                await writer.MessageAsync(FrameKind.Greeting, 0, greeting.ToBytes(), CancellationToken.None).ConfigureAwait(false);
                var fault = new Fault(FaultCode.Overloaded, $"{ProtocolLimits.Connections} clients are connected; close some.");
                await writer.MessageAsync(FrameKind.Reply, 0, fault, CancellationToken.None).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // It left first.
            }
        }
    }
}
