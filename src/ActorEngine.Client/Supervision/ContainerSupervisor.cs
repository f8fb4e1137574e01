using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>Child containers under supervision: a container that ends is dealt with as a child actor that throws.</summary>
public static class ContainerSupervisor
{
    /// <summary>
    /// An actor that starts the containers in their order, each when the one before runs, starts them anew as the settings say, and stops them in the
    /// reverse order when it stops. Where they end too often, it stops them and fails with <see cref="ContainerSupervisionException"/>.
    /// </summary>
    public static Props Props(IContainerEngine engine, SupervisionSettings settings, params IReadOnlyList<ChildContainer> children) =>
        Akka.Actor.Props.Create(() => new ContainerSupervisorActor(engine, settings, children, TimeProvider.System));
}

/// <summary>Asks a supervisor for its children. Answer: <see cref="SupervisedChildren"/>.</summary>
public sealed record GetSupervisedChildren;

/// <summary>The children in their order.</summary>
public sealed record SupervisedChildren(IReadOnlyList<SupervisedChild> Children);

/// <summary>A child of a supervisor.</summary>
/// <param name="Name">As given.</param>
/// <param name="Container">Its present incarnation; null where it has none.</param>
/// <param name="Running">It was started and has not ended.</param>
/// <param name="Starts">How often it was started.</param>
public sealed record SupervisedChild(string Name, ContainerRef? Container, bool Running, int Starts);

/// <summary>Asks a supervisor to stop its children in order and then itself.</summary>
public sealed record StopSupervisor;
