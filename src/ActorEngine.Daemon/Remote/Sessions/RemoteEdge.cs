using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>What the gate and its sessions use of the engine behind them; thread-safe.</summary>
internal sealed class RemoteEdge
{
    /// <summary>The actor that carries a request out and answers it.</summary>
    public required Func<IEngineCall, Props> Requests { get; init; }

    /// <summary>The rules of a subject.</summary>
    public required Func<RemoteSubject, AccessRules> RulesFor { get; init; }

    /// <summary>Records; false where it cannot.</summary>
    public required Func<AuditEntry, bool> Audit { get; init; }

    public required RemoteTrust Trust { get; init; }

    public ActorStates States { get; init; } = new();

    public string EngineId { get; init; } = "";

    public string EngineVersion { get; init; } = "";

    /// <summary>Sessions at once.</summary>
    public int Sessions { get; init; } = 256;

    /// <summary>Requests in flight in a session.</summary>
    public int Streams { get; init; } = 512;

    /// <summary>Silence of a client that ends its session.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
