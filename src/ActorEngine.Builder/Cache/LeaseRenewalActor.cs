using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>Moves the cache's layers from the leases of daemons that were killed to the present one, one after the other, and drops the old ones.</summary>
internal sealed class LeaseRenewalActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly BuilderServices services;
    private readonly string now;
    private readonly Queue<Digest> chains;
    private readonly Queue<string> before;

    public LeaseRenewalActor(BuilderServices services, IReadOnlyList<string> before, string now, IReadOnlyList<Digest> chains)
    {
        (this.services, this.before, this.now, this.chains) = (services, new Queue<string>(before), now, new Queue<Digest>(chains));
        Receive<LayerStack>(_ => Next());
        Receive<Fault>(OnFault);
        Receive<Again>(_ => Ask());
        Receive<Done>(_ => OnDropped());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(BuilderServices services, IReadOnlyList<string> before, string now, IReadOnlyList<Digest> chains) =>
        Akka.Actor.Props.Create(() => new LeaseRenewalActor(services, before, now, chains));

    protected override void PreStart()
    {
        services.States.Set(Self, nameof(LeaseRenewalActor), $"{chains.Count} chains");
        Ask();
    }

    protected override void PostStop() => services.States.Remove(Self);

    private void Ask()
    {
        if (chains.TryPeek(out Digest chain)) services.Images.Tell(new FindLayers(chain, now));
        else services.Images.Tell(new DropLease(before.Peek()));
    }

    private void Next()
    {
        chains.Dequeue();
        Ask();
    }

    // Layers that are gone are nobody's loss: their steps are made again.
    private void OnFault(Fault fault)
    {
        if (fault.Code == FaultCode.NotFound && chains.Count > 0) Next();
        else Timers.StartSingleTimer(nameof(Again), new Again(), Pause);
    }

    private void OnDropped()
    {
        before.Dequeue();
        if (before.Count > 0)
        {
            Ask();
            return;
        }

        Context.Parent.Tell(new LeaseRenewed());
        Context.Stop(Self);
    }

    private sealed record Again;
}

/// <summary>The old lease is gone.</summary>
internal sealed record LeaseRenewed;
