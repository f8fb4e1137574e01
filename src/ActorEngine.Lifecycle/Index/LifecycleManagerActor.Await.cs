using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Questions about a container that is not recovered yet: it is taken at once, and they are answered when it is, or when they have waited long enough.</summary>
public sealed partial class LifecycleManagerActor
{
    private readonly Dictionary<ContainerId, List<(IActorRef Asker, InspectContainer? Question)>> awaiting = [];

    private void Await(ContainerReference reference, InspectContainer? question)
    {
        if (index.Names.Resolve(reference, out _) is not { } id || !(recovering.Contains(id) || waitingForRecovery.Contains(id)))
        {
            Answer(Sender, question);
            return;
        }

        // Before those that nobody asks for.
        Child(id);
        if (!awaiting.TryGetValue(id, out var askers))
        {
            awaiting[id] = askers = [];
            Timers.StartSingleTimer((nameof(AwaitedLongEnough), id), new AwaitedLongEnough(id), services.Settings.RecoveryPatience);
        }

        askers.Add((Sender, question));
    }

    private void Settled(ContainerId id)
    {
        AnswerAwaiting(id);
        if (recovering.Remove(id) | waitingForRecovery.Remove(id)) RecoverMore();
    }

    private void AnswerAwaiting(ContainerId id)
    {
        if (!awaiting.Remove(id, out var askers)) return;
        Timers.Cancel((nameof(AwaitedLongEnough), id));
        foreach ((IActorRef asker, InspectContainer? question) in askers) Answer(asker, question);
    }

    private void Answer(IActorRef asker, InspectContainer? question)
    {
        if (question is null) asker.Tell(new RecoveryAwaited());
        else if (services.Projection.Resolve(question.Container, out Fault? fault) is { } view) asker.Tell(services.WithNetworks(view.Inspection));
        else asker.Tell(fault ?? new Fault(FaultCode.NotFound, $"No such container: {question.Container.Value}") { Field = "container" });
    }

    private sealed record AwaitedLongEnough(ContainerId Id);
}
