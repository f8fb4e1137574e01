using ActorEngine.Contracts;

namespace ActorEngine.Transport;

/// <summary>One request and its answer, which may be a stream in both directions. Disposing it before the end cancels it.</summary>
public sealed class EngineStream : IAsyncDisposable
{
    private readonly EngineConnection connection;
    private readonly Task opening;
    private readonly CreditGate credit;
    private volatile bool ended;

    internal EngineStream(EngineConnection connection, uint id, byte[] request)
    {
        this.connection = connection;
        Id = id;
        credit = new CreditGate(connection.PeerWindow);
        Inbox = new StreamInbox(ProtocolLimits.ClientWindow, GrantAsync);
        connection.Register(this);
        opening = connection.WriteAsync(writer => writer.MessageAsync(FrameKind.Request, id, request, CancellationToken.None)).AsTask();
    }

    internal uint Id { get; }

    internal StreamInbox Inbox { get; }

    internal CreditGate Credit => credit;

    /// <summary>Everything that comes, in order; the last element is <see cref="StreamElement.End"/>. To be read once; not reading holds the engine back.</summary>
    /// <exception cref="EngineConnectionLostException">The connection ended before the answer.</exception>
    public async IAsyncEnumerable<StreamElement> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await opening.WaitAsync(cancellation).ConfigureAwait(false);
        await foreach (var element in Inbox.ReadAllAsync(cancellation).ConfigureAwait(false)) yield return element;
    }

    /// <summary>Sends raw bytes on a channel (0 = stdin); completes when the engine has room for them.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, int channel = 0, CancellationToken cancellation = default)
    {
        await opening.WaitAsync(cancellation).ConfigureAwait(false);
        while (!bytes.IsEmpty)
        {
            var chunk = bytes[..Math.Min(bytes.Length, ProtocolLimits.ChunkBytes / 2)];
            await credit.TakeAsync(chunk.Length + 1 + ProtocolLimits.FrameCost, cancellation).ConfigureAwait(false);
            await connection.WriteAsync(writer => writer.DataAsync(Id, channel, chunk, cancellation)).ConfigureAwait(false);
            bytes = bytes[chunk.Length..];
        }
    }

    /// <summary>Sends a message within the stream.</summary>
    public async ValueTask SendItemAsync(IItem item, CancellationToken cancellation = default)
    {
        byte[] payload = MessageFrame.Encode(item);
        await opening.WaitAsync(cancellation).ConfigureAwait(false);
        await credit.TakeAsync(payload.Length + ProtocolLimits.FrameCost, cancellation).ConfigureAwait(false);
        await connection.WriteAsync(writer => writer.MessageAsync(FrameKind.Item, Id, payload, cancellation)).ConfigureAwait(false);
    }

    /// <summary>Says that no more will be sent; the answer goes on.</summary>
    public async ValueTask CompleteWritesAsync(CancellationToken cancellation = default)
    {
        await opening.WaitAsync(cancellation).ConfigureAwait(false);
        if (!ended) await connection.WriteAsync(writer => writer.SignalAsync(FrameKind.HalfClose, Id, cancellation)).ConfigureAwait(false);
    }

    /// <summary>Says that the answer is no longer wanted. The engine undoes nothing that it has already done.</summary>
    public async ValueTask CancelAsync()
    {
        if (ended || connection.IsClosed || !connection.Forget(this)) return;
        End();
        Inbox.Complete(new OperationCanceledException("The stream was cancelled."));
        try
        {
            await opening.ConfigureAwait(false);
            await connection.WriteAsync(writer => writer.SignalAsync(FrameKind.Cancel, Id, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (EngineConnectionException)
        {
            // The engine cancels by itself what a lost connection had asked for.
        }
        finally
        {
            connection.Release();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => CancelAsync();

    private async ValueTask GrantAsync(int bytes, CancellationToken cancellation)
    {
        if (!ended) await connection.WriteAsync(writer => writer.CreditAsync(Id, bytes, cancellation)).ConfigureAwait(false);
    }

    internal void End()
    {
        ended = true;
        credit.Fail(new OperationCanceledException("The stream has ended; nothing more can be sent on it."));
    }

    internal void Lost(Exception reason)
    {
        ended = true;
        credit.Fail(reason);
        Inbox.Complete(reason);
    }
}
