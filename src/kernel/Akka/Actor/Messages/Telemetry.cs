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
    public ActorStarted(IActorRef subject, Type actorType, string? actorTypeOverride = null) =>
        (Subject, ActorType, ActorTypeOverride) = (subject, actorType, actorTypeOverride ?? "");

    public IActorRef Subject { get; }

    public Type ActorType { get; }

    /// <summary>The name to report in place of the type's; empty for most.</summary>
    public string ActorTypeOverride { get; }
}

/// <summary>An actor has stopped.</summary>
public sealed class ActorStopped : IActorTelemetryEvent
{
    public ActorStopped(IActorRef subject, Type actorType, string? actorTypeOverride = null) =>
        (Subject, ActorType, ActorTypeOverride) = (subject, actorType, actorTypeOverride ?? "");

    public IActorRef Subject { get; }

    public Type ActorType { get; }

    /// <summary>The name to report in place of the type's; empty for most.</summary>
    public string ActorTypeOverride { get; }
}

/// <summary>An actor was restarted.</summary>
public sealed class ActorRestarted : IActorTelemetryEvent
{
    public ActorRestarted(IActorRef subject, Type actorType, Exception reason, string? actorTypeOverride = null) =>
        (Subject, ActorType, Reason, ActorTypeOverride) = (subject, actorType, reason, actorTypeOverride ?? "");

    public IActorRef Subject { get; }

    public Type ActorType { get; }

    /// <summary>The name to report in place of the type's; empty for most.</summary>
    public string ActorTypeOverride { get; }

    public Exception Reason { get; }
}
