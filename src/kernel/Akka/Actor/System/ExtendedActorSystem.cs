using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>A system as extensions see it.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    public abstract IActorRefProvider Provider { get; }

    /// <summary>/user.</summary>
    public abstract IInternalActorRef Guardian { get; }

    /// <summary>Where selections from the root begin.</summary>
    public abstract IInternalActorRef LookupRoot { get; }

    /// <summary>/system.</summary>
    public abstract IInternalActorRef SystemGuardian { get; }

    public abstract IActorRef SystemActorOf(Props props, string? name = null);

    public abstract IActorRef SystemActorOf<[DynamicallyAccessedMembers(Props.Constructors)] TActor>(string? name = null)
        where TActor : ActorBase, new();

    /// <summary>Stops all actors at once, without the coordinated shutdown.</summary>
    public abstract void Abort();

    /// <summary>The tree of actors as text.</summary>
    public abstract string PrintTree();
}
