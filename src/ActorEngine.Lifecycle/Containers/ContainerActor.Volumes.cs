using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>The volumes of a container: claimed before it is created, mounted before a run, let go with its removal.</summary>
internal sealed partial class ContainerActor
{
    /// <summary>What is journalled once the volumes are claimed.</summary>
    private CreatedEvent? claiming;

    /// <summary>Sources of the mounts of the run that is being started; null where the settings say all.</summary>
    private IReadOnlyList<PreparedMount>? mounts;

    private bool HasVolumes => state.Settings is { } settings && VolumeModes.IsManaged(settings, state.ImageConfiguration);

    private IReadOnlyList<string> MountTargets => [.. (state.Settings?.Mounts ?? []).Select(mount => mount.Target).Concat(services.MountTargets(id)).Select(target => target.TrimEnd('/')).Distinct()];

    private void Claim(CreatedEvent created)
    {
        claiming = created;
        services.Volumes.Tell(new ClaimVolumes(id, created.Name, created.Settings, created.ImageConfiguration));
        Timers.StartSingleTimer(nameof(VolumesSilent), new VolumesSilent(0), services.Settings.StartTimeout);
    }

    private void OnVolumesClaimed()
    {
        if (claiming is not { } created) return;
        Timers.Cancel(nameof(VolumesSilent));
        claiming = null;
        Create(created);
    }

    private void FindVolumes()
    {
        mounts = null;
        if (!HasVolumes)
        {
            FindNetwork();
            return;
        }

        services.Volumes.Tell(new MountVolumes(id, state.Run, state.Name, state.Settings!, snapshot!));
        Timers.StartSingleTimer(nameof(VolumesSilent), new VolumesSilent(state.Run), services.Settings.StartTimeout);
    }

    private void OnVolumesMounted(VolumesMounted message)
    {
        if (message.Run == state.Run && state.Status == ContainerStatus.Starting && shim is null && snapshot is not null)
        {
            Timers.Cancel(nameof(VolumesSilent));
            mounts = message.Mounts;
            FindNetwork();
        }
        else if (message.Run != state.Run || !(state.HasProcess || state.Status == ContainerStatus.Starting))
        {
            // Its run is over: nobody else gives them back.
            services.Volumes.Tell(new UnmountVolumes(id, message.Run));
        }
    }

    private void OnVolumesRefused(VolumesRefused message)
    {
        if (message.Run == 0)
        {
            if (claiming is null) return;
            Timers.Cancel(nameof(VolumesSilent));
            claiming = null;
            AbandonCreate(message.Fault);
            return;
        }

        if (message.Run != state.Run || state.Status != ContainerStatus.Starting || shim is not null) return;
        Timers.Cancel(nameof(VolumesSilent));
        OnRefused(new ProcessRefused(state.Run, message.Fault));
    }

    private void OnVolumesSilent(VolumesSilent message) =>
        OnVolumesRefused(new VolumesRefused(id, message.Run, new Fault(FaultCode.Timeout, "The owner of the volumes did not answer in time.")));

    private void LeaveVolumes(int run)
    {
        if (HasVolumes) services.Volumes.Tell(new UnmountVolumes(id, run));
    }

    // Before the journal goes: after it nobody would know that its volumes are to go too.
    private void ForgetVolumes()
    {
        if (services.Volumes.IsNobody() || (state.Exists && !HasVolumes))
        {
            Erased();
            return;
        }

        services.Volumes.Tell(new ForgetVolumes(id, state.AutoRemove || state.RemoveVolumes || !state.Exists));
        Timers.StartSingleTimer(nameof(ForgettingSilent), new ForgettingSilent(), services.Settings.OperationTimeout);
    }

    private void OnVolumesForgotten()
    {
        if (!Timers.IsTimerActive(nameof(ForgettingSilent))) return;
        Timers.Cancel(nameof(ForgettingSilent));
        Erased();
    }

    private sealed record VolumesSilent(int Run);

    /// <summary>What is not let go now is let go by the sweep after the daemon's next start.</summary>
    private sealed record ForgettingSilent;
}
