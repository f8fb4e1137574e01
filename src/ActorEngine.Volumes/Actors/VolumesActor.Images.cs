using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Volumes;

/// <summary>Images that containers mount: their layers are held by a lease for as long as the container is there.</summary>
public sealed partial class VolumesActor
{
    /// <summary>What a lease is bounded by until the container that it is for is journalled.</summary>
    private static readonly TimeSpan Trial = TimeSpan.FromHours(1);

    private static string LeaseOf(ContainerId container) => "mounts-" + container.Value;

    private void FindImages(ContainerId container, DateTimeOffset? expires, IEnumerable<(string Reference, Digest Chain)> wanted, Action<IReadOnlyList<FoundImage>> then, Action<Fault> refuse) =>
        Context.ActorOf(ImageMountsActor.Props(services.Images, LeaseOf(container), expires, wanted, then, refuse));

    private static void OnImagesFound(ImagesFound message)
    {
        if (message.Fault is { } fault) message.Refuse(fault);
        else message.Then(message.Images);
    }

    private void HoldImages(Claim claim)
    {
        if (claim.HasImages) services.Images.Tell(new TakeLease(LeaseOf(claim.Container), null));
    }

    private void LetImagesGo(Claim claim)
    {
        if (claim.HasImages) services.Images.Tell(new DropLease(LeaseOf(claim.Container)));
    }

    /// <summary>One that fails is stopped; whoever waits for it gives up in time.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}
