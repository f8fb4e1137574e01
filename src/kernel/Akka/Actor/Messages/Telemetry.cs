namespace Akka.Actor;

/// <summary>Published about every actor when akka.actor.telemetry.enabled is on.</summary>
public interface IActorTelemetryEvent : INoSerializationVerificationNeeded, INotInfluenceReceiveTimeout
{
    IActorRef Subject { get; }

    Type ActorType { get; }
}

/// <summary>An actor has started.</summary>
public sealed class ActorStarted : IActorTelemetryEvent
{
    internal ActorStarted(IActorRef subject, Type actorType) => (Subject, ActorType) = (subject, actorType);

    public IActorRef Subject { get; }

    public Type ActorType { get; }
}

/// <summary>An actor has stopped.</summary>
public sealed class ActorStopped : IActorTelemetryEvent
{
    internal ActorStopped(IActorRef subject, Type actorType) => (Subject, ActorType) = (subject, actorType);

    public IActorRef Subject { get; }

    public Type ActorType { get; }
}

/// <summary>An actor was restarted.</summary>
public sealed class ActorRestarted : IActorTelemetryEvent
{
    internal ActorRestarted(IActorRef subject, Type actorType, Exception reason) =>
        (Subject, ActorType, Reason) = (subject, actorType, reason);

    public IActorRef Subject { get; }

    public Type ActorType { get; }

    public Exception Reason { get; }
}
