using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>Device nodes to make and the device rules of the control group.</summary>
internal static class DeviceComposer
{
    // null, zero, full, random, urandom, tty, console: what every program may count on.
    private static readonly (long Major, long Minor)[] Basic = [(1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 0), (5, 1)];

    public static (IReadOnlyList<DeviceSpec> Nodes, IReadOnlyList<DeviceRuleSpec> Rules) Compose(BundleRequest request)
    {
        ContainerSettings settings = request.Settings;
        List<DeviceSpec> nodes = [];
        List<DeviceRuleSpec> rules = [];
        if (settings.Privileged)
        {
            nodes.AddRange(request.Facts.Devices.Values.Select(device => Node(device, device.Path)));
            rules.Add(new DeviceRuleSpec(true, "rwm"));
        }
        else
        {
            rules.Add(new DeviceRuleSpec(false, "rwm"));
            foreach ((long major, long minor) in Basic) rules.Add(new DeviceRuleSpec(true, "rwm") { Type = "c", Major = major, Minor = minor });
        }

        foreach (DeviceSettings device in settings.Devices)
        {
            foreach ((HostDevice host, string path) in Resolve(device, request.Facts.Devices))
            {
                nodes.RemoveAll(node => node.Path == path);
                nodes.Add(Node(host, path));
                if (!settings.Privileged) rules.Add(new DeviceRuleSpec(true, device.Permissions) { Type = host.Type, Major = host.Major, Minor = host.Minor });
            }
        }

        if (!request.DeviceRules && settings.DeviceRules.Count > 0)
            throw SettingsException.Invalid("deviceRules", "Device rules cannot be kept: the runtime has not the right to restrict devices on this host, and containers cannot make device nodes. Name nodes with --device.");
        if (!settings.Privileged) rules.AddRange(settings.DeviceRules.Select(DeviceRules.Parse));
        return (nodes, rules);
    }

    // A directory gives all nodes below it, at the same places below the container's path.
    private static IEnumerable<(HostDevice Host, string Path)> Resolve(DeviceSettings device, IReadOnlyDictionary<string, HostDevice> known)
    {
        string source = ContainerPath.Clean(device.HostPath), target = ContainerPath.Clean(device.ContainerPath.Length > 0 ? device.ContainerPath : device.HostPath);
        if (known.TryGetValue(device.HostPath, out HostDevice? single) || known.TryGetValue(source, out single)) return [(single, target)];
        List<(HostDevice, string)> below = [.. known.Values.Where(host => ContainerPath.IsBelow(host.Path, source)).Select(host => (host, target + host.Path[source.Length..]))];
        return below.Count > 0
            ? below
            : throw SettingsException.Invalid("devices", $"error gathering device information while adding custom device \"{device.HostPath}\": no such device on the host. Check the path given to --device.");
    }

    private static DeviceSpec Node(HostDevice host, string path) =>
        new(path, host.Type, host.Major, host.Minor) { FileMode = host.Mode, Uid = host.UserId, Gid = host.GroupId };
}
