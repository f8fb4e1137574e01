using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>
/// One prune of the build cache: forgets the results, lets their layers go, removes cache mounts where that is asked for. While builds run, which may
/// stand on the layers, these go after the last of them.
/// </summary>
internal sealed class CachePruneActor : ReceiveActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly BuilderServices services;
    private readonly BuildTools tools;
    private readonly PruneBuildCache command;
    private readonly bool isBusy;
    private readonly IActorRef requester;
    private readonly List<string> removed = [];
    private long bytes;

    public static Props Props(BuilderServices services, BuildTools tools, PruneBuildCache command, bool isBusy, IActorRef requester) =>
        Akka.Actor.Props.Create(() => new CachePruneActor(services, tools, command, isBusy, requester));

    public CachePruneActor(BuilderServices services, BuildTools tools, PruneBuildCache command, bool isBusy, IActorRef requester)
    {
        (this.services, this.tools, this.command, this.isBusy, this.requester) = (services, tools, command, isBusy, requester);
        Receive<MountsGone>(OnMountsGone);
        Receive<StoreSwept>(swept => End(new BuildCachePruned(removed, bytes + swept.ReclaimedBytes)));
        Receive<Fault>(End);
        Receive<ReceiveTimeout>(_ => End(new Fault(FaultCode.Timeout, $"The image store has not let the build cache go within {Patience.TotalMinutes} minutes; what is done stays done.")));
    }

    protected override void PreStart()
    {
        SetReceiveTimeout(Patience);
        removed.AddRange(tools.Cache.Clear(later: isBusy).Select(chain => chain.Value));
        if (!command.All)
        {
            Sweep();
            return;
        }

        CacheMountTable mounts = tools.CacheMounts;
        Task.Run(mounts.Prune).PipeTo(Self, success: gone => new MountsGone(gone.Names, gone.Bytes), failure: BuildException.Of);
    }

    private void OnMountsGone(MountsGone gone)
    {
        removed.AddRange(gone.Names);
        bytes = gone.Bytes;
        Sweep();
    }

    // What the image store holds for the cache, and nothing else holds.
    private void Sweep()
    {
        if (isBusy) End(new BuildCachePruned(removed, bytes));
        else services.Images.Tell(new SweepStore([tools.Cache.Lease.Name]));
    }

    private void End(IReply reply)
    {
        requester.Tell(reply);
        Context.Stop(Self);
    }

    private sealed record MountsGone(IReadOnlyList<string> Names, long Bytes);
}
