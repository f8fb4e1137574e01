using System.Buffers.Binary;
using System.Net.Sockets;
using ActorEngine.Contracts;

namespace ActorEngine.Transport;

/// <summary>The engine's side of one client connection: reads requests, bounds them, and keeps their streams apart.</summary>
public sealed partial class ServerConnection : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly FrameReader reader;
    private readonly FrameWriter writer;
    private readonly Action<ServerConnection> closed;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<uint, ServerCall> calls = [];
    private TaskCompletionSource? drained;
    private int unanswered;
    private bool gone;

    internal ServerConnection(Socket socket, TimeProvider time, Action<ServerConnection> closed)
    {
        (this.socket, this.time, this.closed) = (socket, time, closed);
        reader = new FrameReader(socket, ProtocolLimits.RequestBytes);
        writer = new FrameWriter(socket);
        Peer = PeerIdentity.Of(socket);
    }

    /// <summary>Who connected.</summary>
    public PeerIdentity Peer { get; }

    /// <summary>The client's product version; known once <see cref="RunAsync"/> hands out its first call.</summary>
    public string ClientVersion { get; private set; } = "";

    internal int PeerWindow { get; private set; } = ProtocolLimits.ClientWindow;

    /// <summary>Requests that were not answered yet.</summary>
    public int InFlight
    {
        get
        {
            lock (gate) return unanswered;
        }
    }

    /// <summary>Frames of the call's stream are ignored from now on; its id may be used again.</summary>
    internal void Forget(ServerCall call)
    {
        lock (gate) calls.Remove(call.Id);
    }

    /// <summary>The call takes up no room any more. A reply that waits for the socket still does.</summary>
    internal void Release()
    {
        lock (gate)
        {
            if (--unanswered == 0) drained?.TrySetResult();
        }
    }

    internal async ValueTask ReplyAsync(uint id, IReply reply)
    {
        using var frame = FrameBuffer.Of(FrameKind.Reply, id, reply);
        if (frame.PayloadLength <= ProtocolLimits.ReplyBytes)
        {
            await WriteAsync(null, frames => frames.FrameAsync(frame, CancellationToken.None)).ConfigureAwait(false);
            return;
        }

        var fault = new Fault(FaultCode.Overloaded, $"The answer has {frame.PayloadLength} bytes, more than a frame holds; narrow the question with filters.");
        await WriteAsync(null, frames => frames.MessageAsync(FrameKind.Reply, id, fault, CancellationToken.None)).ConfigureAwait(false);
    }

    internal async ValueTask WriteAsync(ServerCall? call, Func<FrameWriter, ValueTask> write)
    {
        try
        {
            await write(writer).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            Abandon();
            throw new OperationCanceledException("The client went away.", error, call?.Cancelled ?? default);
        }
    }

    /// <summary>Closes the connection and cancels what is in flight.</summary>
    public ValueTask DisposeAsync()
    {
        Abandon();
        return ValueTask.CompletedTask;
    }

    private void Abandon()
    {
        ServerCall[] open;
        lock (gate)
        {
            if (gone) return;
            gone = true;
            open = [.. calls.Values];
            calls.Clear();
            drained?.TrySetResult();
        }

        foreach (var call in open) call.Cancel();
        socket.Dispose();
        closed(this);
    }
}
