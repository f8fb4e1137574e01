using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>
/// A container as an address. Holds nothing but the id: it may be kept, compared and handed on, and stays good over restarts of the engine.
/// Calls throw an <see cref="EngineException"/> where they cannot be carried out.
/// </summary>
public sealed partial class ContainerRef : IEquatable<ContainerRef>
{
    private readonly EngineClient engine;

    internal ContainerRef(EngineClient engine, ContainerId id) => (this.engine, Id) = (engine, id);

    /// <summary>Never reused.</summary>
    public ContainerId Id { get; }

    /// <summary>The id as messages of the contract take it.</summary>
    public ContainerReference Reference => new(Id.Value);

    /// <summary>The engine that has it.</summary>
    public IContainerEngine Engine => engine;

    private EngineLink Link => engine.Link;

    /// <summary>
    /// Sends a command of the contract, whichever container it names, and lets the sender have the answer: the reply, or a <see cref="Fault"/>. Never throws.
    /// </summary>
    public void Tell(IContainerMessage command, IActorRef? sender = null)
    {
        var asking = CommandSender.SendAsync(Link, (IMessage)command.For(Reference));
        if (sender is not null && !sender.IsNobody()) asking.PipeTo(sender);
    }

    /// <inheritdoc />
    public bool Equals(ContainerRef? other) => other is not null && other.Id == Id && other.Link.Address == Link.Address;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ContainerRef);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Link.Address);

    /// <inheritdoc />
    public override string ToString() => $"{Link.Address}/{Id.Short}";
}
