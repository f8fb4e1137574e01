using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>What builds use of the rest of the engine.</summary>
public sealed class BuilderServices
{
    public required BuilderSettings Settings { get; init; }

    public required IActorRef Images { get; init; }

    /// <summary>Who answers <see cref="PullImage"/>.</summary>
    public required Func<IActorRef> Registry { get; init; }

    /// <summary>The present address of the lifecycle; it changes when that is made anew.</summary>
    public required Func<IActorRef> Lifecycle { get; init; }

    /// <summary>What a container writes in its next or present run, until that has ended and all is read.</summary>
    public required Func<ContainerId, CancellationToken, IAsyncEnumerable<StdioChunk>> Follow { get; init; }

    public required ActorStates States { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Label of the containers of RUN steps; its value is the build's id. They are not listed unless a filter asks for the label.</summary>
    public const string Label = "actorengine.build";
}
