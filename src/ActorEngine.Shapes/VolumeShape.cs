using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>What volume inspect shows, in the shape of the Docker Engine API.</summary>
internal static class VolumeShape
{
    public static Fields Of(VolumeInspection volume)
    {
        var fields = new Fields
        {
            ["CreatedAt"] = Human.Rfc3339(volume.CreatedAt),
            ["Driver"] = volume.Driver,
            ["Labels"] = volume.Labels.Count == 0 ? null : Fields.Map(volume.Labels),
            ["Mountpoint"] = volume.Mountpoint,
            ["Name"] = volume.Name.Value,
            ["Options"] = volume.Options.Count == 0 ? null : Fields.Map(volume.Options),
            ["Scope"] = volume.Scope,
        };
        if (volume.Status.Count > 0) fields["Status"] = Fields.Map(volume.Status);
        return fields;
    }

    /// <summary>A row of volume ls.</summary>
    public static Fields Row(VolumeInspection volume) => new()
    {
        Labels = volume.Labels,
        ["Availability"] = "N/A",
        ["Driver"] = volume.Driver,
        ["Group"] = "N/A",
        ["Labels"] = Joined(volume.Labels),
        ["Links"] = volume.Containers.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Mountpoint"] = volume.Mountpoint,
        ["Name"] = volume.Name.Value,
        ["Scope"] = volume.Scope,
        ["Size"] = "N/A",
        ["Status"] = "N/A",
    };

    /// <summary>A mount of a container.</summary>
    public static Fields Mount(MountPoint mount)
    {
        var fields = new Fields { ["Type"] = Words.Of(mount.Kind) };
        if (mount.Name.Length > 0) fields["Name"] = mount.Name;
        fields["Source"] = mount.Source;
        fields["Destination"] = mount.Target;
        if (mount.Driver.Length > 0) fields["Driver"] = mount.Driver;
        fields["Mode"] = mount.Mode;
        fields["RW"] = !mount.ReadOnly;
        fields["Propagation"] = mount.Propagation;
        return fields;
    }

    private static string Joined(IReadOnlyDictionary<string, string> labels) =>
        string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));
}
