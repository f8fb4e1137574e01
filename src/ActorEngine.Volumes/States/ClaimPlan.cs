using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>What a container's request for mounts comes to: every mount with a name, and the volumes that have to be made for it.</summary>
internal sealed record ClaimPlan(Claim Claim, IReadOnlyList<VolumeRecord> Made)
{
    /// <param name="find">The container that a reference means.</param>
    /// <param name="busy">Volumes that are just being removed.</param>
    /// <param name="images">Those that mounts name.</param>
    public static (ClaimPlan? Plan, Fault? Fault) Make(
        ClaimVolumes request, VolumesState state, Func<ContainerReference, (ContainerView? View, Fault? Fault)> find, IReadOnlySet<VolumeName> busy, Func<string> newName, DateTimeOffset now,
        IReadOnlyList<FoundImage>? images = null)
    {
        ContainerSettings settings = request.Settings;
        // By target, in the order of precedence: what the user asks for, what other containers have (of two the later), what the image wants.
        OrderedDictionary<string, ClaimedMount> mounts = [];
        foreach (MountSettings mount in settings.Mounts)
        {
            string target = ContainerPath.Clean(mount.Target);
            FoundImage? shown = mount.Kind == MountKind.Image ? images?.FirstOrDefault(image => image.Reference == mount.Source) : null;
            mounts[target] = new ClaimedMount(mount with { Target = target }) { Anonymous = mount is { Kind: MountKind.Volume, Source.Length: 0 }, Image = shown?.Image, Chain = shown?.Chain };
        }

        foreach (string entry in settings.VolumesFrom.Reverse())
        {
            (IReadOnlyList<ClaimedMount>? taken, Fault? fault) = From(entry, state, find);
            if (fault is not null) return (null, fault);
            foreach (ClaimedMount mount in taken!) mounts.TryAdd(mount.Settings.Target, mount);
        }

        foreach (string volume in request.Image.Volumes)
        {
            string target = ContainerPath.Clean(volume);
            if (target == "/") return (null, new Fault(FaultCode.InvalidArgument, $"The image asks for a volume at '{volume}', which is the root directory; use another image.") { Field = "image" });
            mounts.TryAdd(target, new ClaimedMount(new MountSettings(MountKind.Volume, target)) { Anonymous = true });
        }

        return Settle(request, [.. mounts.Values], state, busy, newName, now);
    }

    private static (ClaimPlan?, Fault?) Settle(
        ClaimVolumes request, IReadOnlyList<ClaimedMount> wanted, VolumesState state, IReadOnlySet<VolumeName> busy, Func<string> newName, DateTimeOffset now)
    {
        List<VolumeRecord> made = [];
        List<ClaimedMount> settled = [];
        VolumesState then = state;
        foreach (ClaimedMount mount in wanted)
        {
            if (mount.Settings.Kind != MountKind.Volume)
            {
                settled.Add(mount);
                continue;
            }

            MountSettings asked = mount.Settings;
            (VolumeRecord? volume, bool isNew, Fault? fault) = VolumeRules.Read(Creation(asked, request.Settings, then), then, newName, now);
            if (fault is null && busy.Contains(volume!.Name)) fault = VolumeRules.BeingRemoved(volume.Name);
            if (fault is not null) return (null, fault with { Field = "mounts" });
            if (isNew)
            {
                made.Add(volume!);
                then = then.Apply(new VolumeMadeEvent(volume!));
            }

            settled.Add(mount with { Settings = asked with { Source = volume!.Name.Value } });
        }

        return (new ClaimPlan(new Claim(request.Container) { Mounts = settled, AutoRemove = request.Settings.AutoRemove }, made), null);
    }

    // A volume that is there keeps its driver where none was asked for.
    private static CreateVolume Creation(MountSettings mount, ContainerSettings settings, VolumesState state) => new()
    {
        Name = mount.Source,
        Driver = mount.VolumeDriver ?? settings.VolumeDriver ?? state.Find(new VolumeName(mount.Source))?.Driver ?? VolumeRecord.Local,
        Options = mount.VolumeOptions,
        Labels = mount.VolumeLabels,
    };

    private static (IReadOnlyList<ClaimedMount>?, Fault?) From(string entry, VolumesState state, Func<ContainerReference, (ContainerView? View, Fault? Fault)> find)
    {
        string[] parts = entry.Split(':');
        string mode = parts.Length > 1 ? parts[1] : "rw";
        if (parts.Length > 2 || parts[0].Length == 0 || !mode.Split(',').All(word => word is "ro" or "rw" or "z" or "Z" or "nocopy"))
            return (null, new Fault(FaultCode.InvalidArgument, $"'{entry}' names no container's volumes; write CONTAINER, CONTAINER:ro or CONTAINER:rw.") { Field = "volumesFrom" });
        (ContainerView? view, Fault? fault) = find(new ContainerReference(parts[0]));
        if (view is null) return (null, (fault ?? new Fault(FaultCode.NotFound, $"No such container: {parts[0]}")) with { Field = "volumesFrom" });
        IEnumerable<ClaimedMount> all = state.ClaimOf(view.Id)?.Mounts ?? view.Inspection.Settings.Mounts.Select(mount => new ClaimedMount(mount with { Target = ContainerPath.Clean(mount.Target) }));
        bool readOnly = mode.Split(',').Contains("ro");
        return ([.. all.Where(mount => mount.Settings.Kind is MountKind.Bind or MountKind.Volume)
            .Select(mount => mount with { Anonymous = false, Settings = mount.Settings with { ReadOnly = mount.Settings.ReadOnly || readOnly, NoCopy = true } })], null);
    }
}
