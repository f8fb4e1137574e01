using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Projects;

/// <summary>Works one list off, message by message; tells the reporter of each and its parent of the end. Ends at the first fault.</summary>
internal sealed class WorkActor : ReceiveActor
{
    private readonly ProjectServices services;
    private readonly WorkList list;
    private readonly IActorRef reporter;
    private DateTimeOffset begun;
    private int at = -1;

    public WorkActor(ProjectServices services, WorkList list, IActorRef reporter)
    {
        (this.services, this.list, this.reporter) = (services, list, reporter);
        Receive<Fault>(OnFault);
        Receive<IReply>(reply => OnDone(IsOld(reply) ? ProjectStepState.Unchanged : ProjectStepState.Done));
    }

    public static Props Props(ProjectServices services, WorkList list, IActorRef reporter) => Akka.Actor.Props.Create(() => new WorkActor(services, list, reporter));

    protected override void PreStart() => Next();

    private void OnDone(ProjectStepState state)
    {
        Report(state);
        Next();
    }

    private void OnFault(Fault fault)
    {
        var work = list.Works[at];
        // What is so already, or gone already, is what was wanted.
        bool harmless = fault.Code == FaultCode.NotModified || (fault.Code == FaultCode.NotFound && work.Action is ("stop" or "remove"));
        if (harmless)
        {
            OnDone(ProjectStepState.Unchanged);
            return;
        }

        Report(ProjectStepState.Failed, fault.Message);
        End(fault);
    }

    private void Next()
    {
        if (++at == list.Works.Count)
        {
            End(null);
            return;
        }

        begun = services.Time.GetUtcNow();
        Report(ProjectStepState.Started);
        var message = list.Works[at].Message;
        var target = message switch
        {
            CreateNetwork or RemoveNetwork => services.Networks,
            CreateVolume or InspectVolume or RemoveVolume => services.Volumes,
            _ => services.Lifecycle(),
        };
        if (target.IsNobody()) Self.Tell(new Fault(FaultCode.Unavailable, "A part of the engine is starting; ask again."));
        else target.Tell(message);
    }

    /// <summary>A volume that was there is answered like a new one.</summary>
    private bool IsOld(IReply reply) => list.Works[at].Message is CreateVolume && reply is VolumeInspection volume && volume.CreatedAt < begun;

    private void Report(ProjectStepState state, string? error = null)
    {
        var work = list.Works[at];
        if (work.Action != "find" || error is not null) reporter.Tell(new ProjectStep(work.Kind, work.Name, work.Action, state) { Error = error });
    }

    private void End(Fault? fault)
    {
        Context.Parent.Tell(new WorkEnded(list.Service, fault));
        Context.Stop(Self);
    }
}

/// <summary>A list is worked off; no fault where all of it went well.</summary>
internal sealed record WorkEnded(string? Service, Fault? Fault);
