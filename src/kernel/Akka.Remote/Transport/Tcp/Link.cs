using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Associations;
using Akka.Remote.Wire;

namespace Akka.Remote.Transport.Tcp;

/// <summary>
/// One connection to another system: its handshake, one reader, and a buffer that senders append frames to and one flush at a
/// time writes out.
/// </summary>
internal sealed partial class Link
{
    private readonly Remoting _remoting;
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly FailureDetector _detector;
    private readonly ICancelable _handshakeLimit;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _introduced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closing;
    private volatile bool _deaf;

    public Link(Remoting remoting, Socket socket, Stream stream, Association? target)
    {
        _remoting = remoting;
        _socket = socket;
        _stream = stream;
        Association = target;
        IsOutbound = target is not null;
        PeerName = Describe(socket);
        _detector = remoting.NewTransportFailureDetector();
        _recipients = new WireRefs(remoting);
        _handshakeLimit = remoting.System.Scheduler.Advanced.ScheduleOnceCancelable(
            IsOutbound ? remoting.Tcp.ConnectTimeout : remoting.Kernel.HandshakeTimeout,
            () => Close(new RemoteTransportException("The handshake took too long."), DisassociateInfo.Unknown));
    }

    /// <summary>This system opened the connection.</summary>
    public bool IsOutbound { get; }

    /// <summary>Known from the start when outbound, else after the handshake.</summary>
    public Association? Association { get; private set; }

    /// <summary>The incarnation of the other system.</summary>
    public int PeerUid { get; private set; }

    public bool IsAssociated { get; private set; }

    /// <summary>The address of the socket's other end, for log lines.</summary>
    public string PeerName { get; }

    /// <summary>Done when the peer has said who it is, or the connection is closed.</summary>
    public Task Introduced => _introduced.Task;

    /// <summary>Done when the connection is closed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins to read; an outbound connection introduces itself first.</summary>
    public void Start()
    {
        if (IsOutbound)
            WriteControl(_remoting.Introduction);
        _ = ReadLoop();
    }

    /// <summary>Says that this side lives, and gives the connection up when the other side has been silent for too long.</summary>
    public void Tick()
    {
        if (!IsAssociated)
            return;
        if (_detector.IsAvailable)
            WriteControl(ControlPdu.HeartbeatFrame);
        else
            Close(new RemoteTransportException("No response from the remote system: the transport failure detector has triggered."), DisassociateInfo.Unknown);
    }

    /// <summary>Says farewell, lets what is buffered go out, and closes when the other side has, or at once after the limit.</summary>
    public async Task CloseGently(DisassociateInfo reason, TimeSpan limit)
    {
        _deaf = reason == DisassociateInfo.Quarantined;
        WriteControl(ControlPdu.Farewell(reason).ToFrame());
        try
        {
            await Drained().WaitAsync(limit).ConfigureAwait(false);
            if (_stream is System.Net.Security.SslStream tls)
                await tls.ShutdownAsync().WaitAsync(limit).ConfigureAwait(false);
            _socket.Shutdown(SocketShutdown.Send);
            await Ended.WaitAsync(limit).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException || IsBroken(e))
        {
            // The other side is gone or too slow; nothing more can be done for it.
        }

        Close(null, reason);
    }

    /// <summary>Closes at once and tells the association; without a cause it was meant.</summary>
    public void Close(Exception? cause, DisassociateInfo reason)
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
            return;
        _handshakeLimit.Cancel();
        CloseWriting();
        try
        {
            _stream.Dispose();
            _socket.Dispose();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Closed is closed.
        }

        _remoting.Forget(this);
        if (Association is { } association)
            association.OnClosed(this, cause, reason);
        else if (cause is not null)
            _remoting.Notices.Warn("unassociated", $"A connection from [{PeerName}] is cut off before it said who it is: {cause.Message}");
        _introduced.TrySetResult();
        _ended.TrySetResult();
    }

    private static string Describe(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint?.ToString() ?? "unknown";
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return "unknown";
        }
    }

    // The last two are what streams say when they are being closed meanwhile.
    private static bool IsBroken(Exception e) => e is IOException or SocketException or InvalidOperationException or NotSupportedException;
}
