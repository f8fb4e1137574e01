using System.Net.Sockets;
using ActorEngine.Contracts;

namespace ActorEngine.Transport;

public sealed partial class EngineConnection
{
    /// <summary>Connects and exchanges greetings.</summary>
    /// <exception cref="EngineNotRunningException">The socket is missing or nobody accepts on it.</exception>
    /// <exception cref="EnginePermissionException">This user may not open it.</exception>
    /// <exception cref="EngineProtocolException">Not an engine, or one of another protocol version.</exception>
    public static async Task<EngineConnection> ConnectAsync(EngineEndpoint endpoint, CancellationToken cancellation = default)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using var address = SocketAddressScope.For(endpoint.SocketPath);
            socket.Connect(address.EndPoint);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            socket.Dispose();
            throw Explain(endpoint, error);
        }

        var connection = new EngineConnection(endpoint, socket);
        try
        {
            await connection.GreetAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        connection.receiving = connection.ReceiveAsync();
        return connection;
    }

    private async Task GreetAsync(CancellationToken cancellation)
    {
        var greeting = new Greeting(ProtocolLimits.Version, ProtocolLimits.ClientWindow, ProductVersion.Text);
        try
        {
            await Writer.MessageAsync(FrameKind.Greeting, 0, greeting.ToBytes(), cancellation).ConfigureAwait(false);
            var frame = await reader.ReadAsync(cancellation).ConfigureAwait(false) ?? throw new EngineConnectionLostException(Endpoint);
            if (frame.Kind == FrameKind.Reply && MessageFrame.Decode(frame.Payload.Span) is Fault fault)
                throw new EngineProtocolException($"The engine at {Endpoint} refused the connection: {fault.Message}");
            var theirs = Greeting.Read(frame);
            if (theirs.Protocol != ProtocolLimits.Version)
                throw new EngineProtocolException($"The engine at {Endpoint} ({theirs.Version}) speaks protocol {theirs.Protocol}, this client ({ProductVersion.Text}) {ProtocolLimits.Version}. Use the actorctl that was installed with it.");
            (ServerVersion, PeerWindow, reader.Greeted) = (theirs.Version, theirs.Window, true);
        }
        catch (Exception error) when (error is ProtocolViolationException or MessageFormatException)
        {
            throw new EngineProtocolException($"What listens at {Endpoint} is no engine: {error.Message}", error);
        }
        catch (SocketException error)
        {
            throw new EngineConnectionLostException(Endpoint, error);
        }
    }

    private static EngineConnectionException Explain(EngineEndpoint endpoint, Exception error) => error switch
    {
        SocketException { SocketErrorCode: SocketError.AccessDenied } => new EnginePermissionException(endpoint, error),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new EngineNotRunningException(endpoint, "nobody accepts on the socket", error),
        Linux.LinuxException { Errno: Linux.Errno.EACCES } => new EnginePermissionException(endpoint, error),
        _ when !File.Exists(endpoint.SocketPath) => new EngineNotRunningException(endpoint, "there is no such socket", error),
        _ => new EngineNotRunningException(endpoint, error.Message, error),
    };
}
