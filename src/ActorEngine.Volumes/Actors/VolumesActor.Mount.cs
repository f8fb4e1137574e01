using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Volumes;

/// <summary>Volumes in use: by a run of a container, and by whoever looks into one that does not run.</summary>
public sealed partial class VolumesActor
{
    private void OnMount(MountVolumes request)
    {
        IActorRef asker = Sender;
        void Refuse(Fault fault) => asker.Tell(new VolumesRefused(request.Container, request.Run, fault));

        // A container that was made before there were volumes has none to its name yet.
        Claim(new ClaimVolumes(request.Container, request.Name, request.Settings, request.Snapshot.Configuration), () =>
        {
            if (state.ClaimOf(request.Container) is not { } claim)
            {
                Refuse(new Fault(FaultCode.Conflict, "The container's volumes were let go meanwhile."));
                return;
            }

            var use = new Use(request.Container.Value, request.Container, request.Run, [.. claim.Volumes]);
            Record(state.UseOf(use.Key)?.Run == request.Run ? [] : [new UsedEvent(use)], Refuse, () => Mount(request, claim, use, asker));
        }, Refuse);
    }

    private void Mount(MountVolumes request, Claim claim, Use use, IActorRef asker, IReadOnlyList<FoundImage>? images = null)
    {
        if (images is null && claim.HasImages)
        {
            FindImages(request.Container, null, Chains(claim), found => Mount(request, claim, use, asker, found), fault => Self.Tell(new MountEnded(request, use, asker, [], new VolumeException(fault))));
            return;
        }

        IReadOnlyList<MountWork> work = WorkOf(claim, images);
        if (!Begin(() => host.PrepareAsync(work, use.Key, request.Snapshot), mounts => new MountEnded(request, use, asker, mounts, null), failure => new MountEnded(request, use, asker, [], failure)))
            Self.Tell(new MountEnded(request, use, asker, [], new VolumeException(Overloaded())));
    }

    private void OnMountEnded(MountEnded ended)
    {
        MountVolumes request = ended.Request;
        void Refuse(Fault fault) => ended.Asker.Tell(new VolumesRefused(request.Container, request.Run, fault));

        if (ended.Failure is { } failure)
        {
            Fault fault = VolumeFaults.From(failure, $"Mounting the volumes of container {request.Name}");
            EndUse(ended.Use.Key, ended.Use.Run, () => Refuse(fault));
            return;
        }

        if (state.UseOf(ended.Use.Key)?.Run != request.Run)
        {
            Refuse(new Fault(FaultCode.Conflict, "The container's volumes were let go meanwhile."));
            return;
        }

        foreach (PreparedMount mount in ended.Mounts) PublishMount("mount", mount.Settings, request.Container);
        ended.Asker.Tell(new VolumesMounted(request.Container, request.Run, ended.Mounts));
    }

    private void OnLook(LookAtVolumes request)
    {
        IActorRef asker = Sender;
        if (state.ClaimOf(request.Container) is not { } claim)
        {
            asker.Tell(new VolumesMounted(request.Container, 0, []));
            return;
        }

        var use = new Use(request.Key, request.Container, 0, [.. claim.Volumes]);
        Record(new UsedEvent(use), asker.Tell, () =>
        {
            if (claim.HasImages)
                FindImages(request.Container, null, Chains(claim), found => Look(claim, use, asker, found), fault => Self.Tell(new LookEnded(use, asker, [], new VolumeException(fault))));
            else Look(claim, use, asker, null);
        });
    }

    private void Look(Claim claim, Use use, IActorRef asker, IReadOnlyList<FoundImage>? images)
    {
        IReadOnlyList<MountWork> work = WorkOf(claim, images);
        if (!Begin(() => host.PrepareAsync(work, use.Key, null), mounts => new LookEnded(use, asker, mounts, null), failure => new LookEnded(use, asker, [], failure)))
            Self.Tell(new LookEnded(use, asker, [], new VolumeException(Overloaded())));
    }

    private void OnLookEnded(LookEnded ended)
    {
        if (ended.Failure is null) ended.Asker.Tell(new VolumesMounted(ended.Use.Container, 0, ended.Mounts));
        else EndUse(ended.Use.Key, 0, () => ended.Asker.Tell(VolumeFaults.From(ended.Failure, $"Mounting the volumes of container {NameOf(ended.Use.Container)}")));
    }

    /// <summary>Ends what a run had. A later run's is left alone.</summary>
    private void EndUse(string key, int run, Action? then = null)
    {
        if (state.UseOf(key) is not { } use || use.Run > run)
        {
            then?.Invoke();
            return;
        }

        Record(new UnusedEvent(key), null, () =>
        {
            EndMounts(use);
            then?.Invoke();
        });
    }

    private void EndMounts(Use use)
    {
        foreach (VolumeName name in use.Volumes)
            if (state.Find(name) is { } volume) Watch(host.UnmountAsync(volume, use.Key, last: !state.IsUsed(name)), $"Unmounting volume {name}");
        if (use.Run == 0) return;
        IEnumerable<MountSettings> mounts = state.ClaimOf(use.Container)?.Mounts.Select(mount => mount.Settings)
            ?? use.Volumes.Select(name => new MountSettings(MountKind.Volume, "") { Source = name.Value });
        foreach (MountSettings mount in mounts) PublishMount("unmount", mount, use.Container);
    }

    private void PublishMount(string action, MountSettings mount, ContainerId container)
    {
        if (mount.Kind != MountKind.Volume || state.Find(new VolumeName(mount.Source)) is not { } volume) return;
        Dictionary<string, string> attributes = new() { ["container"] = container.Value };
        if (action == "mount")
        {
            attributes["destination"] = mount.Target;
            attributes["propagation"] = mount.Propagation ?? "";
            attributes["read/write"] = mount.ReadOnly ? "false" : "true";
        }

        Publish(action, volume, attributes);
    }

    private static IEnumerable<(string Reference, Digest Chain)> Chains(Claim claim) =>
        claim.Mounts.Where(mount => mount.Settings.Kind == MountKind.Image).Select(mount => (mount.Settings.Source, mount.Chain ?? default)).Distinct();

    private IReadOnlyList<MountWork> WorkOf(Claim claim, IReadOnlyList<FoundImage>? images) =>
        [.. claim.Mounts.Select(mount => new MountWork(
            mount, mount.Volume is { } name ? state.Find(name) : null, images?.FirstOrDefault(image => mount.Settings.Kind == MountKind.Image && image.Chain == mount.Chain)?.Directories ?? []))];

    private sealed record MountEnded(MountVolumes Request, Use Use, IActorRef Asker, IReadOnlyList<PreparedMount> Mounts, Exception? Failure);

    private sealed record LookEnded(Use Use, IActorRef Asker, IReadOnlyList<PreparedMount> Mounts, Exception? Failure);
}
