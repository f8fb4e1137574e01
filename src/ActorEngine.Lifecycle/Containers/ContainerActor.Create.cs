using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Coming to be: the snapshot of the image, then the journal.</summary>
internal sealed partial class ContainerActor
{
    /// <summary>Who asked for the creation that is in progress.</summary>
    private IActorRef? creating;
    private BeginCreate? creation;
    private readonly List<IActorRef> repeaters = [];

    private void OnBeginCreate(BeginCreate message)
    {
        if (state.Exists)
        {
            Sender.Tell(new ContainerCreated(id, state.Name));
            return;
        }

        creating = Sender;
        creation = message;
        services.States.Set(path, nameof(ContainerActor), "creating");
        AskImages(new PrepareSnapshot(id, message.Request.Settings.Image) { Volatile = message.Request.Settings.AutoRemove, Platform = message.Request.Platform });
    }

    private void OnRepeatCreate()
    {
        if (state.Exists) Sender.Tell(new ContainerCreated(id, state.Name));
        else if (creating is not null) repeaters.Add(Sender);
        // It was cut off before it was journalled, or refused; what it left is being taken away, and then it is as if it had not been asked for.
        else Sender.Tell(new Fault(FaultCode.Unavailable, "The same operation came to nothing before and is being taken back; ask again."));
    }

    private void OnSnapshot(SnapshotPrepared prepared)
    {
        Timers.Cancel(nameof(ImagesSilent));
        snapshot = prepared;
        if (creation is { } begun && !state.Exists) FinishCreate(begun, prepared);
        else if (state.Status == ContainerStatus.Starting && shim is null) FindVolumes();
    }

    private void FinishCreate(BeginCreate begun, SnapshotPrepared prepared)
    {
        creation = null;
        ContainerSettings settings = begun.Request.Settings;
        if (ContainerViews.Arguments(settings, prepared.Configuration).Count == 0)
        {
            AbandonCreate(new Fault(FaultCode.InvalidArgument, "No command specified: neither the image nor the request names a program.") { Field = "command" });
            return;
        }

        var created = new CreatedEvent(Now, id, begun.Name, settings, prepared.ImageId, prepared.ImageName, prepared.Configuration)
        {
            Runtime = settings.Runtime ?? "",
        };
        if (VolumeModes.IsManaged(settings, prepared.Configuration)) Claim(created);
        else Create(created);
    }

    private void Create(CreatedEvent created) => Record(created, null, () =>
    {
        var answer = new ContainerCreated(id, state.Name) { Warnings = [.. host.Warnings(created.Settings), .. Unheeded(created)] };
        creating?.Tell(answer);
        foreach (IActorRef repeater in repeaters) repeater.Tell(answer);
        creating = null;
        repeaters.Clear();
        Unqueue();
    });

    private static IEnumerable<string> Unheeded(CreatedEvent created)
    {
        if (created.Settings.Restart.OnUnhealthy && HealthPlan.Of(created.Settings, created.ImageConfiguration) is null)
            yield return "It is to be started again when it is unhealthy (--restart on-unhealthy), but neither it nor its image has a health check; give it one, such as --health-cmd.";
    }

    // The image store says no, to a creation or to a start.
    private void OnImageFault(Fault fault)
    {
        Timers.Cancel(nameof(ImagesSilent));
        if (creation is not null)
        {
            creation = null;
            AbandonCreate(fault);
        }
        else if (state.Status == ContainerStatus.Starting && shim is null)
        {
            OnRefused(new ProcessRefused(state.Run, fault));
        }
        else if (state.Status == ContainerStatus.Removing || !state.Exists)
        {
            OnSnapshotKept(fault);
        }
    }

    private void AbandonCreate(Fault fault)
    {
        if (creating is { } asker) goneAnswers.Add(new Answer(asker, fault));
        foreach (IActorRef repeater in repeaters) goneAnswers.Add(new Answer(repeater, fault));
        repeaters.Clear();
        creating = null;
        RollBack();
    }

    /// <summary>Nothing of it was ever told to anybody, so nothing of it may stay.</summary>
    private void RollBack()
    {
        services.States.Set(path, nameof(ContainerActor), "rolling back");
        AskImages(new RemoveSnapshot(id));
    }

    // One question at a time is open; an image store that does not answer is as good as one that says no.
    private void AskImages(IMessage question)
    {
        services.Images.Tell(question);
        Timers.StartSingleTimer(nameof(ImagesSilent), new ImagesSilent(), services.Settings.StartTimeout);
    }

    private sealed record ImagesSilent;
}
