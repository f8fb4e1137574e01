using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Akka.Util.Reflection;

namespace Akka.Actor;

public partial class Props
{
    /// <summary>
    /// Props from an expression <c>() =&gt; new MyActor(a, b)</c>. The arguments are evaluated now, once; every incarnation gets the
    /// same ones. No code is generated.
    /// </summary>
    /// <exception cref="ArgumentException">The expression is something else.</exception>
    public static Props Create<[DynamicallyAccessedMembers(Constructors)] TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is UnaryExpression)
            return new FactoryProps<TActor>(factory.Compile(preferInterpretation: true));
        if (factory.Body is not NewExpression creation)
            throw new ArgumentException("The create function must be a 'new T (args)' expression");
        var arguments = creation.GetArguments();
        return new Props(new ActivatorProducer(typeof(TActor), arguments), DefaultDeploy, arguments) { SupervisorStrategy = supervisorStrategy! };
    }

    public static Props Create<[DynamicallyAccessedMembers(Constructors)] TActor>(params object[] args)
        where TActor : ActorBase => new(new ActivatorProducer(typeof(TActor), args), DefaultDeploy, args);

    public static Props Create<[DynamicallyAccessedMembers(Constructors)] TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() =>
        new(new ActivatorProducer(typeof(TActor), []), DefaultDeploy, []) { SupervisorStrategy = supervisorStrategy };

    public static Props Create([DynamicallyAccessedMembers(Constructors)] Type type, params object[] args) => new(type, args);

    /// <summary>Props whose instances come from a producer, such as a dependency injection container.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer, DefaultDeploy, args);

    [Obsolete("Do not use this method. Call CreateBy(IIndirectActorProducer, params object[] args) instead")]
    public static Props CreateBy<[DynamicallyAccessedMembers(Constructors)] TProducer>(params object[] args)
        where TProducer : class, IIndirectActorProducer => new(typeof(TProducer), args);

    private static IIndirectActorProducer ProducerFor([DynamicallyAccessedMembers(Constructors)] Type type, object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (typeof(IIndirectActorProducer).IsAssignableFrom(type))
            return (IIndirectActorProducer)Activator.CreateInstance(type, args)!;
        return typeof(ActorBase).IsAssignableFrom(type)
            ? new ActivatorProducer(type, args)
            : throw new ArgumentException($"Unknown actor producer [{type.FullName}]", nameof(type));
    }
}
