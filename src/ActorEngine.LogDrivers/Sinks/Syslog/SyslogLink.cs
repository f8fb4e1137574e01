using System.Net.Security;
using System.Net.Sockets;

namespace ActorEngine.LogDrivers;

/// <summary>One connection with a syslog daemon.</summary>
internal sealed class SyslogLink : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10), EndTimeout = TimeSpan.FromSeconds(1);

    private readonly Socket socket;
    private readonly Stream? stream;

    private SyslogLink(Socket socket, Stream? stream) => (this.socket, this.stream) = (socket, stream);

    /// <summary>The other side has closed its end: what would be sent now would be lost.</summary>
    public bool IsBroken => stream is not null and not SslStream && socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    public static async Task<SyslogLink> ConnectAsync(SyslogSettings settings, CancellationToken cancellation)
    {
        var address = settings.Address;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(ConnectTimeout);
        Socket? socket = null;
        try
        {
            switch (address.Transport)
            {
                case SyslogTransport.UnixDatagram:
                    return new SyslogLink(await DatagramSocket.ConnectAsync(address.Host, bound.Token).ConfigureAwait(false), null);
                case SyslogTransport.UnixStream:
                    socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.Host), bound.Token).ConfigureAwait(false);
                    return new SyslogLink(socket, new NetworkStream(socket));
                case SyslogTransport.Udp:
                    socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
                    await socket.ConnectAsync(address.Host, address.Port, bound.Token).ConfigureAwait(false);
                    return new SyslogLink(socket, null);
                default:
                    socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await socket.ConnectAsync(address.Host, address.Port, bound.Token).ConfigureAwait(false);
                    if (address.Transport == SyslogTransport.Tcp) return new SyslogLink(socket, new NetworkStream(socket));
                    var secure = new SslStream(new NetworkStream(socket));
                    await secure.AuthenticateAsClientAsync(settings.Tls.Read(address.Host), bound.Token).ConfigureAwait(false);
                    return new SyslogLink(socket, secure);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            socket?.Dispose();
            throw new IOException($"no answer within {ConnectTimeout.TotalSeconds} s");
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (stream is null) await socket.SendAsync(bytes, cancellation).ConfigureAwait(false);
        else await stream.WriteAsync(bytes, cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (stream is not null)
        {
            await EndAsync().ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
        }

        socket.Dispose();
    }

    // A connection that is closed with something unread, such as the tickets of TLS 1.3, is reset, and with it goes what the other side has not read yet.
    private async ValueTask EndAsync()
    {
        using var bound = new CancellationTokenSource(EndTimeout);
        try
        {
            if (stream is SslStream secure) await secure.ShutdownAsync().ConfigureAwait(false);
            socket.Shutdown(SocketShutdown.Send);
            byte[] rest = new byte[1024];
            while (await socket.ReceiveAsync(rest, bound.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or InvalidOperationException)
        {
            // It has ended before, or does not end.
        }
    }
}
