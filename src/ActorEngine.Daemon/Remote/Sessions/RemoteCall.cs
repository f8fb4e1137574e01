using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>One request that came through a session. What it sends goes through the session actor, which numbers it; credit bounds what is on the way.</summary>
internal sealed class RemoteCall : IEngineCall
{
    private readonly IActorRef session;
    private readonly CancellationTokenSource cancellation = new();
    private int replied;

    public RemoteCall(IActorRef session, uint id, IMessage request)
    {
        (this.session, Id, Request) = (session, id, request);
        Cancelled = cancellation.Token;
        Inbox = new StreamInbox(SessionLimits.EngineWindow, GrantAsync);
    }

    public IMessage Request { get; }

    public CancellationToken Cancelled { get; }

    public uint Id { get; }

    public CreditGate Credit { get; } = new(SessionLimits.ClientWindow);

    public StreamInbox Inbox { get; }

    public MessageParts Parts { get; } = new(SessionLimits.RequestBytes);

    public IAsyncEnumerable<StreamElement> ReadAsync(CancellationToken cancel = default) => Inbox.ReadAllAsync(cancel);

    public async ValueTask SendItemAsync(IItem item, CancellationToken cancel = default)
    {
        byte[] payload = MessageFrame.Encode(item);
        await Credit.TakeAsync(payload.Length + SessionLimits.FrameCost, cancel).ConfigureAwait(false);
        Send(SessionFrameKind.Item, payload);
    }

    public async ValueTask WriteDataAsync(int channel, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        while (!bytes.IsEmpty)
        {
            var chunk = bytes[..Math.Min(bytes.Length, SessionLimits.PayloadBytes - 1)];
            await Credit.TakeAsync(chunk.Length + 1 + SessionLimits.FrameCost, cancel).ConfigureAwait(false);
            Send(SessionFrameKind.Data, SessionNumbers.Data(channel, chunk.Span));
            bytes = bytes[chunk.Length..];
        }
    }

    public ValueTask ReplyAsync(IReply reply)
    {
        if (Interlocked.Exchange(ref replied, 1) != 0) return ValueTask.CompletedTask;
        Inbox.Complete();
        byte[] payload = MessageFrame.Encode(reply);
        if (payload.Length > SessionLimits.ReplyBytes)
            payload = MessageFrame.Encode(new Fault(FaultCode.Overloaded, $"The answer has {payload.Length} bytes, more than a client takes; narrow the question with filters."));
        Send(SessionFrameKind.Reply, payload);
        return ValueTask.CompletedTask;
    }

    /// <summary>The client cancelled, or is gone.</summary>
    public void Cancel()
    {
        Interlocked.Exchange(ref replied, 1);
        var gone = new OperationCanceledException("The client cancelled the call or went away.", Cancelled);
        Credit.Fail(gone);
        Inbox.Complete(gone);
        // Off the session actor: what hangs on the token must not hold up other calls.
        _ = Task.Run(cancellation.Cancel);
    }

    private void Send(SessionFrameKind kind, ReadOnlyMemory<byte> payload) => session.Tell(new CallOutput(this, kind, payload), ActorRefs.NoSender);

    private ValueTask GrantAsync(int bytes, CancellationToken cancel)
    {
        if (Volatile.Read(ref replied) == 0) Send(SessionFrameKind.Credit, SessionNumbers.Credit(bytes));
        return ValueTask.CompletedTask;
    }

    /// <summary>Something for the client.</summary>
    internal sealed record CallOutput(RemoteCall Call, SessionFrameKind Kind, ReadOnlyMemory<byte> Payload);
}
