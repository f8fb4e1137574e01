using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Projects;

/// <summary>Carries a plan out, stage by stage; tells its parent of the end. The first fault ends it when the stage is over.</summary>
internal sealed class OperationActor : ReceiveActor
{
    private readonly ProjectServices services;
    private readonly IReadOnlyList<Stage> stages;
    private readonly IReadOnlyDictionary<string, IActorRef> actors;
    private readonly IActorRef reporter;
    private int stage = -1, waiting;
    private Fault? fault;

    public OperationActor(ProjectServices services, IReadOnlyList<Stage> stages, IReadOnlyDictionary<string, IActorRef> actors, IActorRef reporter)
    {
        (this.services, this.stages, this.actors, this.reporter) = (services, stages, actors, reporter);
        Receive<WorkEnded>(OnEnded);
    }

    /// <param name="actors">Of the services, by their names.</param>
    /// <param name="reporter">Gets <see cref="ProjectStep"/>s.</param>
    public static Props Props(ProjectServices services, IReadOnlyList<Stage> stages, IReadOnlyDictionary<string, IActorRef> actors, IActorRef reporter) =>
        Akka.Actor.Props.Create(() => new OperationActor(services, stages, actors, reporter));

    protected override void PreStart() => Next();

    private void Next()
    {
        if (fault is not null || ++stage == stages.Count)
        {
            Context.Parent.Tell(new OperationEnded(fault));
            Context.Stop(Self);
            return;
        }

        waiting = stages[stage].Lists.Count;
        foreach (var list in stages[stage].Lists)
        {
            if (list.Service is { } service && actors.TryGetValue(service, out var actor)) actor.Tell(new DoWork(list, reporter));
            else Context.ActorOf(WorkActor.Props(services, list, reporter));
        }
    }

    private void OnEnded(WorkEnded ended)
    {
        fault ??= ended.Fault;
        if (--waiting == 0) Next();
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);
}

/// <summary>An operation is over; no fault where all went well.</summary>
internal sealed record OperationEnded(Fault? Fault);
