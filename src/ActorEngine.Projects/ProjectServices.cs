using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Projects;

/// <summary>What the projects need of the rest of the engine.</summary>
public sealed record ProjectServices
{
    /// <summary>Where files are kept that clients sent with a project.</summary>
    public required string Directory { get; init; }

    /// <summary>Takes what makes, starts, stops and removes containers.</summary>
    public required Func<IActorRef> Lifecycle { get; init; }

    /// <summary>Takes CreateNetwork and RemoveNetwork.</summary>
    public required IActorRef Networks { get; init; }

    /// <summary>Takes CreateVolume, InspectVolume and RemoveVolume.</summary>
    public required IActorRef Volumes { get; init; }

    /// <summary>Takes PublishEvent.</summary>
    public required IActorRef Events { get; init; }

    /// <summary>The containers with the label of a project, or of any where it is null; from any thread.</summary>
    public required Func<string?, IReadOnlyList<ContainerView>> Containers { get; init; }

    /// <summary>All networks, from any thread.</summary>
    public required Func<IReadOnlyList<NetworkInspection>> FindNetworks { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the actors write the state that <c>tree</c> shows.</summary>
    public ActorStates States { get; init; } = new();
}
