using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>The recipe of an actor: its type, the arguments of its constructor, and how to deploy it. Immutable and reusable.</summary>
public partial class Props : IEquatable<Props>
{
    public static readonly Props None = null!;

    /// <summary>What trimming must keep of an actor type.</summary>
    internal const DynamicallyAccessedMemberTypes Constructors = DynamicallyAccessedMemberTypes.PublicConstructors;

    private static readonly Deploy DefaultDeploy = new();

    private readonly IIndirectActorProducer _producer;

    protected Props()
        : this(UnspecifiedProducer.Instance, DefaultDeploy, [])
    {
    }

    protected Props(Props copy)
        : this(copy._producer, copy.Deploy, copy.Arguments) => SupervisorStrategy = copy.SupervisorStrategy;

    public Props([DynamicallyAccessedMembers(Constructors)] Type type)
        : this(DefaultDeploy, type, [])
    {
    }

    public Props([DynamicallyAccessedMembers(Constructors)] Type type, object[]? args)
        : this(DefaultDeploy, type, args ?? [])
    {
    }

    public Props([DynamicallyAccessedMembers(Constructors)] Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args)
        : this(DefaultDeploy, type, args.ToArray()) => SupervisorStrategy = supervisorStrategy;

    public Props([DynamicallyAccessedMembers(Constructors)] Type type, SupervisorStrategy supervisorStrategy, params object[] args)
        : this(DefaultDeploy, type, args) => SupervisorStrategy = supervisorStrategy;

    public Props(Deploy deploy, [DynamicallyAccessedMembers(Constructors)] Type type, IEnumerable<object> args)
        : this(deploy, type, args.ToArray())
    {
    }

    public Props(Deploy deploy, [DynamicallyAccessedMembers(Constructors)] Type type, params object[] args)
        : this(ProducerFor(type, args), deploy, args)
    {
    }

    private Props(IIndirectActorProducer producer, Deploy deploy, object[]? args)
    {
        _producer = producer;
        Deploy = deploy;
        Arguments = args ?? [];
        SupervisorStrategy = null!;
    }

    /// <summary>Props of an actor that handles nothing.</summary>
    public static Props Empty { get; } = Create<EmptyActor>();

    public Type Type => _producer.ActorType;

    public string TypeName => Type.AssemblyQualifiedName!;

    public object[] Arguments { get; }

    public Deploy Deploy { get; protected set; }

    /// <summary>Takes the place of the actor's own strategy; null for none.</summary>
    public SupervisorStrategy SupervisorStrategy { get; protected set; }

    public string Dispatcher => Deploy.Dispatcher == Deploy.NoDispatcherGiven ? Dispatchers.DefaultDispatcherId : Deploy.Dispatcher;

    public string Mailbox => Deploy.Mailbox;

    public Props WithMailbox(string mailbox) => With(Deploy.WithMailbox(mailbox));

    public Props WithDispatcher(string dispatcher) => With(Deploy.WithDispatcher(dispatcher));

    public Props WithStashCapacity(int stashCapacity) => With(Deploy.WithStashCapacity(stashCapacity));

    public Props WithDeploy(Deploy deploy) => With(deploy.WithFallback(Deploy));

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy)
    {
        var copy = Copy();
        copy.SupervisorStrategy = supervisorStrategy;
        return copy;
    }

    /// <summary>Makes an instance; the library calls it inside the new actor's context.</summary>
    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce();
        }
        catch (Exception e)
        {
            throw new TypeLoadException(
                $"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({Util.StringFormat.SafeJoin(",", Arguments)})", e);
        }
    }

    public bool Equals(Props? other) => other is not null && (ReferenceEquals(this, other)
        || (Type == other.Type && Arguments.Length == other.Arguments.Length && Deploy.Equals(other.Deploy)));

    public override bool Equals(object? obj) => obj is Props other && other.GetType() == GetType() && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Type, Deploy);

    protected virtual Props Copy() => new(_producer, Deploy, Arguments) { SupervisorStrategy = SupervisorStrategy };

    internal void Release(ActorBase actor) => _producer.Release(actor);

    private Props With(Deploy deploy)
    {
        var copy = Copy();
        copy.Deploy = deploy;
        return copy;
    }
}
