using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>One request of a client; lives until it is answered or the client goes away. Whatever happens, it is answered once.</summary>
internal abstract class RequestActor : ReceiveActor
{
    private readonly ActorStates states;
    private CancellationTokenRegistration gone;
    private bool answered;

    /// <summary>Items on their way to the client, one after the other.</summary>
    private Task sending = Task.CompletedTask;

    protected RequestActor(IEngineCall call, ActorStates states)
    {
        (Call, this.states) = (call, states);
        Receive<IReply>(reply => OnReply(reply));
        Receive<ReplySent>(_ => Context.Stop(Self));
        Receive<ClientGone>(_ => Context.Stop(Self));
    }

    protected IEngineCall Call { get; }

    protected override void PreStart()
    {
        states.Set(Self, "RequestActor", MessageCodec.ManifestOf(Call.Request));
        var self = Self;
        gone = Call.Cancelled.Register(() => self.Tell(ClientGone.Instance));
    }

    protected override void PostStop()
    {
        states.Remove(Self);
        gone.Dispose();
        if (!answered) _ = Call.ReplyAsync(Unanswered()).AsTask();
    }

    private Fault Unanswered() => CoordinatedShutdown.Get(Context.System).ShutdownReason is null
        ? new Fault(FaultCode.Internal, $"{MessageCodec.ManifestOf(Call.Request)} failed in the engine; its log has the reason.")
        : new Fault(FaultCode.Unavailable, "The engine is stopping.");

    /// <summary>Sends the last word; a second one is dropped.</summary>
    protected virtual void OnReply(IReply reply)
    {
        if (answered) return;
        answered = true;
        SendAsync(reply).PipeTo(Self);
    }

    /// <summary>Sends what comes before the last word. A client that has gone is told nothing.</summary>
    protected void PassOn(IItem item) => sending = SendAsync(sending, item);

    private async Task SendAsync(Task before, IItem item)
    {
        await before.ConfigureAwait(false);
        try
        {
            await Call.SendItemAsync(item, Call.Cancelled).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client went away, which this actor is told by itself.
        }
    }

    private async Task<ReplySent> SendAsync(IReply reply)
    {
        await sending.ConfigureAwait(false);
        await Call.ReplyAsync(reply).ConfigureAwait(false);
        return ReplySent.Instance;
    }

    private sealed record ReplySent
    {
        public static readonly ReplySent Instance = new();
    }

    private sealed record ClientGone
    {
        public static readonly ClientGone Instance = new();
    }
}
