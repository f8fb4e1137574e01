using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>What the gate and its sessions use of the engine behind them; thread-safe.</summary>
internal sealed class RemoteEdge
{
    /// <summary>The actor that carries a request out and answers it.</summary>
    public required Func<IEngineCall, Props> Requests { get; init; }

    /// <summary>True where a request has to wait until its container is known again after a start of the daemon.</summary>
    public Func<IMessage, bool> MustAwaitRecovery { get; init; } = static _ => false;

    /// <summary>Lets an actor have a <see cref="RecoveryAwaited"/> when a container is known.</summary>
    public Action<ContainerReference, IActorRef> AwaitRecovery { get; init; } = static (_, asker) => asker.Tell(new RecoveryAwaited());

    /// <summary>The longest time that it is waited for.</summary>
    public TimeSpan RecoveryPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The rules of a subject.</summary>
    public required Func<RemoteSubject, AccessRules> RulesFor { get; init; }

    /// <summary>Records; false where it cannot.</summary>
    public required Func<AuditEntry, bool> Audit { get; init; }

    /// <summary>Whom to trust at present.</summary>
    public required Func<RemoteTrust> Trust { get; init; }

    public ActorStates States { get; init; } = new();

    public string EngineId { get; init; } = "";

    public string EngineVersion { get; init; } = "";

    /// <summary>Sessions at once.</summary>
    public int Sessions { get; init; } = 256;

    /// <summary>Requests in flight in a session.</summary>
    public int Streams { get; init; } = 128;

    /// <summary>Silence of a client that ends its session.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
