using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Volumes;

/// <summary>A container's mounts, from its creation to its removal.</summary>
public sealed partial class VolumesActor
{
    private void OnClaim(ClaimVolumes request)
    {
        IActorRef asker = Sender;
        Claim(request, () => asker.Tell(new VolumesClaimed(request.Container)), fault => asker.Tell(new VolumesRefused(request.Container, 0, fault)));
    }

    private void Claim(ClaimVolumes request, Action done, Action<Fault> refuse, IReadOnlyList<FoundImage>? images = null)
    {
        if (state.ClaimOf(request.Container) is not null)
        {
            done();
            return;
        }

        if (images is null && request.Settings.Mounts.Where(mount => mount.Kind == MountKind.Image).Select(mount => (mount.Source, default(Digest))).Distinct().ToList() is { Count: > 0 } wanted)
        {
            FindImages(request.Container, Now + Trial, wanted, found => Claim(request, done, refuse, found), refuse);
            return;
        }

        (ClaimPlan? plan, Fault? fault) = ClaimPlan.Make(request, state, services.FindContainer, leaving, services.NewName, Now, images);
        if (plan is not null && state.Volumes.Count + plan.Made.Count > settings.MaximumVolumes) fault = TooMany();
        if (fault is not null)
        {
            refuse(fault);
            return;
        }

        // Journalled before anything is made: what a crash leaves half made is made at the first start, or let go with the container.
        Record([.. plan!.Made.Select(volume => new VolumeMadeEvent(volume)), new ClaimedEvent(plan.Claim)], refuse, () =>
        {
            HoldImages(plan.Claim);
            if (!Begin(() => MakeAllAsync(plan.Made), made => new ClaimMade(request, made, null, done, refuse), failure => new ClaimMade(request, plan.Made, failure, done, refuse)))
                Self.Tell(new ClaimMade(request, plan.Made, new VolumeException(Overloaded()), done, refuse));
        });
    }

    private void OnClaimMade(ClaimMade message)
    {
        if (message.Failure is { } failure)
        {
            Fault fault = VolumeFaults.From(failure, $"Making the volumes of container {message.Request.Name}");
            // Somebody else may have come to count on one of them meanwhile.
            VolumeRecord[] unneeded = [.. message.Made.Where(volume => !state.HoldersOf(volume.Name).Any(holder => holder != message.Request.Container))];
            Record([new ReleasedEvent(message.Request.Container), .. unneeded.Select(volume => new VolumeRemovedEvent(volume.Name))], message.Refuse, () =>
            {
                foreach (VolumeRecord volume in unneeded.Where(volume => volume.IsLocal)) Watch(host.RemoveAsync(volume), $"Removing volume {volume.Name}");
                message.Refuse(fault);
            });
            return;
        }

        VolumeRecord[] changed = [.. message.Made.Where(volume => state.Find(volume.Name) is { } known && known.Scope != volume.Scope)];
        Record([.. changed.Select(volume => new VolumeMadeEvent(volume))], message.Refuse, () =>
        {
            foreach (VolumeRecord volume in message.Made) Publish("create", volume);
            message.Done();
        });
    }

    private async Task<IReadOnlyList<VolumeRecord>> MakeAllAsync(IReadOnlyList<VolumeRecord> volumes)
    {
        List<VolumeRecord> made = [];
        foreach (VolumeRecord volume in volumes) made.Add(await host.MakeAsync(volume).ConfigureAwait(false));
        return made;
    }

    private void OnForget(ForgetVolumes message)
    {
        IActorRef asker = Sender;
        Claim? claim = state.ClaimOf(message.Container);
        if (claim is null)
        {
            asker.Tell(new VolumesForgotten(message.Container));
            return;
        }

        Use? use = state.UseOf(message.Container.Value);
        Record(new ReleasedEvent(message.Container), _ => asker.Tell(new VolumesForgotten(message.Container)), () =>
        {
            if (use is not null) EndMounts(use);
            LetImagesGo(claim);
            var going = new Queue<VolumeName>(message.RemoveAnonymous ? claim.Mounts.Where(mount => mount.Anonymous).Select(mount => mount.Volume!.Value) : []);
            Self.Tell(new ForgetNext(message.Container, going, asker));
        });
    }

    // One after the other; a volume that another container has, or that cannot be removed, stays and can be pruned.
    private void OnForgetNext(ForgetNext message)
    {
        while (message.Going.TryDequeue(out VolumeName name))
        {
            if (state.Find(name) is not { } volume || Unremovable(volume) is not null) continue;
            Remove(volume, fault =>
            {
                if (fault is not null) log.Warning("The anonymous volume {0} of container {1} stays: {2}", name, message.Container.Short, fault.Message);
                Self.Tell(message);
            });
            return;
        }

        message.Asker.Tell(new VolumesForgotten(message.Container));
    }

    private void OnSweep(SweepVolumes message)
    {
        Claim[] strangers = [.. state.Claims.Values.Where(claim => !message.IsKnown(claim.Container))];
        foreach (Claim claim in strangers) Self.Tell(new ForgetVolumes(claim.Container, claim.AutoRemove), ActorRefs.NoSender);
        Report([.. strangers.Select(claim => $"Container {claim.Container.Short} is gone but had volumes; they are free again.")]);
    }

    private Fault TooMany() => new(FaultCode.Overloaded, $"There are {settings.MaximumVolumes} volumes already (actorengine.volumes.volumes); remove some, or raise the setting.");

    private sealed record ClaimMade(ClaimVolumes Request, IReadOnlyList<VolumeRecord> Made, Exception? Failure, Action Done, Action<Fault> Refuse);

    private sealed record ForgetNext(ContainerId Container, Queue<VolumeName> Going, IActorRef Asker);
}
