using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>Makes what readers see out of the state.</summary>
internal static class VolumeViews
{
    public static VolumeInspection Of(VolumeRecord volume, VolumesState state, Func<VolumeRecord, string> pathOf, Func<ContainerId, string> nameOf) => new(volume.Name)
    {
        Driver = volume.Driver,
        Mountpoint = pathOf(volume),
        CreatedAt = volume.CreatedAt,
        Labels = volume.Labels,
        Options = volume.Options,
        Scope = volume.Scope,
        Anonymous = volume.Anonymous,
        Containers = [.. state.HoldersOf(volume.Name).Select(nameOf).Order(StringComparer.Ordinal)],
    };

    /// <summary>A mount as inspect shows it.</summary>
    public static MountPoint Of(MountSettings mount, VolumeRecord? volume, Func<VolumeRecord, string> pathOf) => new(mount.Kind, mount.Target)
    {
        Name = mount.Kind == MountKind.Volume ? mount.Source : "",
        Source = mount.Kind == MountKind.Volume ? volume is null ? "" : Path.Combine(pathOf(volume), mount.SubPath) : mount.Source,
        Driver = mount.Kind == MountKind.Volume ? volume?.Driver ?? "" : "",
        Mode = mount.Short is null ? mount.ReadOnly ? "ro" : "" : mount.Kind != MountKind.Tmpfs && mount.Short.Split(':') is [_, _, var options] ? options : "",
        ReadOnly = mount.ReadOnly || mount.Kind == MountKind.Image,
        Propagation = mount.Kind == MountKind.Bind ? mount.Propagation ?? "rprivate" : mount.Propagation ?? "",
    };

    /// <summary>Null for a filter that there is not.</summary>
    public static Func<VolumeInspection, bool>? Test(Filter filter)
    {
        string value = filter.Value;
        int equals = value.IndexOf('=');
        return filter.Key switch
        {
            "name" => volume => volume.Name.Value.Contains(value, StringComparison.Ordinal),
            "driver" => volume => volume.Driver == value,
            "label" => volume => HasLabel(volume, value, equals),
            "label!" => volume => !HasLabel(volume, value, equals),
            "dangling" when value is "true" or "1" or "false" or "0" => volume => volume.Containers.Count == 0 == value is "true" or "1",
            _ => null,
        };
    }

    private static bool HasLabel(VolumeInspection volume, string value, int equals) =>
        equals < 0 ? volume.Labels.ContainsKey(value) : volume.Labels.GetValueOrDefault(value[..equals]) == value[(equals + 1)..];

    /// <summary>Those that pass; or the fault that names the bad filter. The same key twice means either (labels: both).</summary>
    public static (IReadOnlyList<VolumeInspection>? Chosen, Fault? Fault) Choose(IEnumerable<VolumeInspection> all, IReadOnlyList<Filter> filters, string known)
    {
        IEnumerable<VolumeInspection> chosen = all;
        foreach (var group in filters.GroupBy(filter => filter.Key))
        {
            List<Func<VolumeInspection, bool>> tests = [];
            foreach (Filter filter in group)
            {
                if (!known.Split(", ").Contains(filter.Key) || Test(filter) is not { } test)
                    return (null, new Fault(FaultCode.InvalidArgument, $"{filter.Key}={filter.Value} is no filter of volumes here; use {known}.") { Field = "filters" });
                tests.Add(test);
            }

            bool every = group.Key is "label" or "label!";
            chosen = chosen.Where(volume => every ? tests.TrueForAll(test => test(volume)) : tests.Exists(test => test(volume)));
        }

        return ([.. chosen.OrderBy(volume => volume.Name.Value, StringComparer.Ordinal)], null);
    }
}
