namespace Akka.Actor;

/// <summary>The top of the tree of one actor system.</summary>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(address, name);
