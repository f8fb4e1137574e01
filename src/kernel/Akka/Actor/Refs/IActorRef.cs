using Akka.Util;

namespace Akka.Actor;

/// <summary>A handle on one incarnation of an actor; the only way to reach it.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, ISurrogated, IComparable
{
    ActorPath Path { get; }
}
