using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>Kernel settings of a container's namespaces: Docker's own and the user's.</summary>
internal static class SysctlComposer
{
    /// <summary>Those that the runtime writes, and those that the engine has to: a network namespace that the engine made is not the container's root's where that has ids of its own.</summary>
    public static (SortedDictionary<string, string> Own, SortedDictionary<string, string> Lent) Compose(ContainerSettings settings, HostFacts host, IdMapping? mapping, bool joinsNetwork)
    {
        var own = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var lent = new SortedDictionary<string, string>(StringComparer.Ordinal);
        bool split = mapping is not null && joinsNetwork;
        SortedDictionary<string, string> network = split ? lent : own;
        if (settings.Network != "host")
        {
            // Docker's: in a network of its own, low ports and ping need no privilege.
            network["net.ipv4.ip_unprivileged_port_start"] = "0";
            network["net.ipv4.ping_group_range"] = mapping switch
            {
                null => $"0 {host.LastGroup}",
                _ when split => $"{mapping.Group} {mapping.Group + mapping.Count - 1}",
                _ => $"0 {mapping.Count - 1}",
            };
        }

        if (settings is { DomainName.Length: > 0, UtsMode: not "host" }) own["kernel.domainname"] = settings.DomainName;
        foreach ((string name, string value) in settings.Sysctls)
            (name.Replace('/', '.').StartsWith("net.", StringComparison.Ordinal) ? network : own)[name] = value;
        return (own, lent);
    }
}
