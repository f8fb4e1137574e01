using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>Makes the instances of an actor in another way than by its constructor.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    /// <summary>The instance is no longer in use.</summary>
    void Release(ActorBase actor);
}

/// <summary>Props of an actor that has stopped.</summary>
public class TerminatedProps : Props
{
    public override ActorBase NewActor() => throw new InvalidOperationException("This actor has been terminated");
}

/// <summary>Handles nothing, and says nothing about it.</summary>
internal sealed class EmptyActor : UntypedActor
{
    protected override void OnReceive(object message)
    {
    }
}

/// <summary>Calls the constructor that fits the arguments.</summary>
internal sealed class ActivatorProducer([DynamicallyAccessedMembers(Props.Constructors)] Type type, object[]? arguments) : IIndirectActorProducer
{
    [DynamicallyAccessedMembers(Props.Constructors)]
    private readonly Type _type = type;

    public Type ActorType => _type;

    public ActorBase Produce() => (ActorBase)(arguments is { Length: > 0 }
        ? Activator.CreateInstance(_type, arguments)!
        : Activator.CreateInstance(_type)!);

    public void Release(ActorBase actor)
    {
    }
}

/// <summary>Calls a delegate for every instance.</summary>
internal sealed class FactoryProps<[DynamicallyAccessedMembers(Props.Constructors)] TActor> : Props
    where TActor : ActorBase
{
    private readonly Func<TActor> _factory;

    public FactoryProps(Func<TActor> factory)
        : base(typeof(TActor)) => _factory = factory;

    private FactoryProps(FactoryProps<TActor> copy)
        : base(copy) => _factory = copy._factory;

    public override ActorBase NewActor() => _factory();

    protected override Props Copy() => new FactoryProps<TActor>(this);
}

/// <summary>Nothing was said about how to make the actor.</summary>
internal sealed class UnspecifiedProducer : IIndirectActorProducer
{
    public static readonly UnspecifiedProducer Instance = new();

    public Type ActorType => typeof(ActorBase);

    public ActorBase Produce() => throw new InvalidOperationException("No actor producer specified!");

    public void Release(ActorBase actor)
    {
    }
}
