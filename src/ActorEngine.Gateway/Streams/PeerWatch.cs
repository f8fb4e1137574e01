using System.Net.Sockets;
using ActorEngine.Linux;

namespace ActorEngine.Gateway.Streams;

/// <summary>
/// Notices that a client left altogether, also while nothing is sent to it. The end of its input alone does not say so: it may only have ended
/// stdin. Its socket does: both directions of a Unix socket are closed then; over TCP the kernel asks the other side, and is told that the
/// connection is no more.
/// </summary>
internal sealed class PeerWatch : IDisposable
{
    /// <summary>A client that sends more than the program reads is not known to have ended its input.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterInput = TimeSpan.FromSeconds(1);
    private const int KeepAliveSeconds = 15;

    private readonly CancellationTokenSource gone = new();
    private readonly CancellationTokenRegistration ended;
    private readonly Socket? socket;
    private readonly Timer timer;

    /// <param name="socket">The client's socket; null where the connection has none, and then the end of its input counts as its end.</param>
    /// <param name="inputEnded">Fires when the client sends no more.</param>
    public PeerWatch(Socket? socket, CancellationToken inputEnded)
    {
        this.socket = socket;
        Gone = gone.Token;
        timer = new Timer(static watch => ((PeerWatch)watch!).Look(), this, Usual, Usual);
        ended = inputEnded.UnsafeRegister(static watch => ((PeerWatch)watch!).OnInputEnded(), this);
    }

    public CancellationToken Gone { get; }

    public void Dispose()
    {
        ended.Dispose();
        timer.Dispose();
    }

    private void OnInputEnded()
    {
        if (socket is { AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 }) KeepAsking(socket);
        timer.Change(TimeSpan.Zero, AfterInput);
    }

    private void Look()
    {
        if (socket is not null && !HasLeft(socket)) return;
        timer.Dispose();
        gone.Cancel();
    }

    private static bool HasLeft(Socket socket)
    {
        bool held = false;
        try
        {
            // Held, lest the number is another file's by now.
            socket.SafeHandle.DangerousAddRef(ref held);
            var entry = new PollEntry((int)socket.SafeHandle.DangerousGetHandle(), PollEvents.None);
            return Poll.Wait(new Span<PollEntry>(ref entry), 0) > 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
        finally
        {
            if (held) socket.SafeHandle.DangerousRelease();
        }
    }

    private static void KeepAsking(Socket socket)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It has closed meanwhile, which the next look shows.
        }
    }
}
