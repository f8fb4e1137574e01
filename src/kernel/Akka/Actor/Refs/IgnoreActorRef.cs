namespace Akka.Actor;

/// <summary>Swallows messages without making dead letters of them.</summary>
internal sealed class IgnoreActorRef(IActorRefProvider provider) : MinimalActorRef
{
    private static readonly ActorPath ThePath = new RootActorPath(new Address("akka", "all-systems")) / "ignore";

    public override ActorPath Path => ThePath;

    public override IActorRefProvider Provider { get; } = provider;
}
