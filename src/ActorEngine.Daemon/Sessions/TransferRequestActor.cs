using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>
/// A request to a subsystem that tells how it gets on, such as the registry client: passes its items on to the client in their order, at the client's pace. Of a layer's progress only the newest
/// is kept, so that what waits is bounded by the number of layers, whatever the client's pace.
/// </summary>
internal sealed class TransferRequestActor : RequestActor
{
    private const int MostWaiting = 2000;

    private readonly IActorRef subsystem;
    private readonly string name;
    private readonly List<IItem> waiting = [];
    private bool sending;
    private IReply? last;

    public TransferRequestActor(IEngineCall call, IActorRef subsystem, string name, ActorStates states) : base(call, states)
    {
        (this.subsystem, this.name) = (subsystem, name);
        Receive<IItem>(OnItem);
        Receive<ItemSent>(_ => OnSent());
        Receive<Status.Failure>(_ => Context.Stop(Self));
    }

    public static Props Props(IEngineCall call, IActorRef subsystem, string name, ActorStates states) =>
        Akka.Actor.Props.Create(() => new TransferRequestActor(call, subsystem, name, states));

    protected override void PreStart()
    {
        base.PreStart();
        if (subsystem.IsNobody()) Self.Tell(new Fault(FaultCode.Unavailable, $"{name} is starting; ask again."));
        else subsystem.Tell(Call.Request);
    }

    protected override void OnReply(IReply reply)
    {
        if (sending) last ??= reply;
        else base.OnReply(reply);
    }

    private void OnItem(IItem item)
    {
        int older = item is TransferProgress progress ? waiting.FindIndex(one => one is TransferProgress known && known.Layer == progress.Layer) : -1;
        if (older >= 0) waiting[older] = item;
        else if (waiting.Count < MostWaiting) waiting.Add(item);
        if (!sending) OnSent();
    }

    private void OnSent()
    {
        sending = waiting.Count > 0;
        if (sending)
        {
            IItem next = waiting[0];
            waiting.RemoveAt(0);
            SendAsync(next).PipeTo(Self);
        }
        else if (last is { } reply)
        {
            base.OnReply(reply);
        }
    }

    private async Task<ItemSent> SendAsync(IItem item)
    {
        await Call.SendItemAsync(item, Call.Cancelled).ConfigureAwait(false);
        return ItemSent.Instance;
    }

    private sealed record ItemSent
    {
        public static readonly ItemSent Instance = new();
    }
}
