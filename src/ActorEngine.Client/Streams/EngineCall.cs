using System.Runtime.CompilerServices;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>
/// One request to an engine and its answer, which may be a stream in both directions. Everything is bounded by credit: not reading holds the engine
/// back, writing waits until the engine has room. Disposing it before the end cancels it.
/// </summary>
public sealed class EngineCall : IAsyncDisposable
{
    private readonly CreditGate credit = new(0);
    private volatile IActorRef? session;
    private volatile bool ended;

    internal EngineCall(IMessage request)
    {
        Request = request;
        Encoded = MessageFrame.Encode(request);
        Inbox = new StreamInbox(SessionLimits.ClientWindow, GrantAsync);
    }

    /// <summary>The command or query.</summary>
    public IMessage Request { get; }

    internal byte[] Encoded { get; }

    internal uint Id { get; private set; }

    internal StreamInbox Inbox { get; }

    internal MessageParts Parts { get; } = new(SessionLimits.ReplyBytes);

    internal bool HasEnded => ended;

    /// <summary>Everything that comes, in order; the last element is <see cref="StreamElement.End"/>. To be read once.</summary>
    /// <exception cref="EngineUnreachableException">No session came about.</exception>
    /// <exception cref="EngineLinkLostException">The session ended before the answer.</exception>
    public IAsyncEnumerable<StreamElement> ReadAsync(CancellationToken cancellation = default) => Inbox.ReadAllAsync(cancellation);

    /// <summary>Sends raw bytes on a channel (0 = stdin); completes when the engine has room for them.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, int channel = 0, CancellationToken cancellation = default)
    {
        while (!bytes.IsEmpty)
        {
            var chunk = bytes[..Math.Min(bytes.Length, SessionLimits.PayloadBytes - 1)];
            byte[] payload = SessionNumbers.Data(channel, chunk.Span);
            await credit.TakeAsync(payload.Length + SessionLimits.FrameCost, cancellation).ConfigureAwait(false);
            Send(SessionFrameKind.Data, payload);
            bytes = bytes[chunk.Length..];
        }
    }

    /// <summary>Sends a message within the stream.</summary>
    public async ValueTask SendItemAsync(IItem item, CancellationToken cancellation = default)
    {
        byte[] payload = MessageFrame.Encode(item);
        await credit.TakeAsync(payload.Length + SessionLimits.FrameCost, cancellation).ConfigureAwait(false);
        Send(SessionFrameKind.Item, payload);
    }

    /// <summary>Says that no more will be sent; the answer goes on.</summary>
    public async ValueTask CompleteWritesAsync(CancellationToken cancellation = default)
    {
        // Costs nothing, but must not overtake the request.
        await credit.TakeAsync(0, cancellation).ConfigureAwait(false);
        Send(SessionFrameKind.HalfClose, default);
    }

    /// <summary>Says that the answer is no longer wanted. The engine undoes nothing that it has already done.</summary>
    public void Cancel()
    {
        if (ended) return;
        Fail(new OperationCanceledException("The call was cancelled."));
        session?.Tell(new SendPart(this, SessionFrameKind.Cancel, default), ActorRefs.NoSender);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Cancel();
        return ValueTask.CompletedTask;
    }

    /// <summary>The first element; null where there is none. A wait that is given up cancels the call.</summary>
    internal async Task<StreamElement?> FirstAsync(IAsyncEnumerator<StreamElement> elements, CancellationToken cancellation)
    {
        try
        {
            return await elements.MoveNextAsync().AsTask().WaitAsync(cancellation).ConfigureAwait(false) ? elements.Current : null;
        }
        catch (OperationCanceledException)
        {
            Cancel();
            throw;
        }
    }

    /// <summary>The request is on its way in a session.</summary>
    internal void Opened(uint id, IActorRef through)
    {
        Id = id;
        session = through;
        credit.Grant(SessionLimits.EngineWindow);
    }

    internal void Granted(int bytes) => credit.Grant(bytes);

    internal bool Add(StreamElement element, int cost) => Inbox.TryAdd(element, cost);

    internal void End(IReply reply)
    {
        ended = true;
        credit.Fail(new OperationCanceledException("The call has ended; nothing more can be sent on it."));
        Inbox.TryAdd(new StreamElement.End(reply), 0);
        Inbox.Complete();
    }

    internal void Fail(Exception reason)
    {
        ended = true;
        credit.Fail(reason);
        Inbox.Complete(reason);
    }

    private void Send(SessionFrameKind kind, ReadOnlyMemory<byte> payload) => session!.Tell(new SendPart(this, kind, payload), ActorRefs.NoSender);

    private ValueTask GrantAsync(int bytes, CancellationToken cancellation)
    {
        if (!ended) Send(SessionFrameKind.Credit, SessionNumbers.Credit(bytes));
        return ValueTask.CompletedTask;
    }
}
