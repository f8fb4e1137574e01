using ActorEngine.Contracts;

namespace ActorEngine.Transport;

/// <summary>One request of a client and the way to answer it. Sending throws <see cref="OperationCanceledException"/> once the client has cancelled or gone away.</summary>
public sealed class ServerCall : IEngineCall
{
    private readonly ServerConnection connection;
    private readonly CancellationTokenSource cancellation = new();
    private int replied;

    internal ServerCall(ServerConnection connection, uint id, IMessage request)
    {
        this.connection = connection;
        (Id, Request) = (id, request);
        Credit = new CreditGate(connection.PeerWindow);
        Inbox = new StreamInbox(ProtocolLimits.ServerWindow, GrantAsync);
        Cancelled = cancellation.Token;
    }

    /// <summary>The command or query.</summary>
    public IMessage Request { get; }

    /// <summary>Who asks.</summary>
    public PeerIdentity Peer => connection.Peer;

    /// <summary>Fires when the client cancels or goes away.</summary>
    public CancellationToken Cancelled { get; }

    internal uint Id { get; }

    internal CreditGate Credit { get; }

    internal StreamInbox Inbox { get; }

    /// <summary>What the client sends until its half-close, in order. To be read once; not reading holds the client back.</summary>
    public IAsyncEnumerable<StreamElement> ReadAsync(CancellationToken cancel = default) => Inbox.ReadAllAsync(cancel);

    /// <summary>Sends an element of the answer; completes when the client had credit for it and the socket took it.</summary>
    public async ValueTask SendItemAsync(IItem item, CancellationToken cancel = default)
    {
        using var frame = FrameBuffer.Of(FrameKind.Item, Id, item);
        await Credit.TakeAsync((int)frame.PayloadLength + ProtocolLimits.FrameCost, cancel).ConfigureAwait(false);
        await connection.WriteAsync(this, writer => writer.FrameAsync(frame, cancel)).ConfigureAwait(false);
    }

    /// <summary>Sends raw bytes on a channel; completes when the client had credit for them and the socket took them.</summary>
    public async ValueTask WriteDataAsync(int channel, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        while (!bytes.IsEmpty)
        {
            var chunk = bytes[..Math.Min(bytes.Length, ProtocolLimits.ChunkBytes)];
            await Credit.TakeAsync(chunk.Length + 1 + ProtocolLimits.FrameCost, cancel).ConfigureAwait(false);
            await connection.WriteAsync(this, writer => writer.DataAsync(Id, channel, chunk, cancel)).ConfigureAwait(false);
            bytes = bytes[chunk.Length..];
        }
    }

    /// <summary>Sends the answer, which ends the call. A second answer and one to a client that has gone are dropped.</summary>
    public async ValueTask ReplyAsync(IReply reply)
    {
        if (Interlocked.Exchange(ref replied, 1) != 0) return;
        connection.Forget(this);
        Inbox.Complete();
        try
        {
            await connection.ReplyAsync(Id, reply).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
        finally
        {
            connection.Release();
        }
    }

    /// <summary>True where no answer has been sent or begun.</summary>
    internal bool Cancel()
    {
        bool open = Interlocked.Exchange(ref replied, 1) == 0;
        var gone = new OperationCanceledException("The client cancelled the call or went away.", Cancelled);
        Credit.Fail(gone);
        Inbox.Complete(gone);
        // Off the connection's read loop: what hangs on the token must not hold up other calls.
        _ = Task.Run(cancellation.Cancel);
        return open;
    }

    private async ValueTask GrantAsync(int bytes, CancellationToken cancel)
    {
        if (Volatile.Read(ref replied) == 0) await connection.WriteAsync(this, writer => writer.CreditAsync(Id, bytes, cancel)).ConfigureAwait(false);
    }
}
