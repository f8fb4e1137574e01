using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>Network, names, and the namespaces it shares with the host.</summary>
internal static class NamespaceOptions
{
    public static IReadOnlyList<Option> Table => ContainerOptions.Under("Network and namespaces",
        Option.List("network", "NETWORK", "bridge, none, host, container:NAME, or a network made with 'network create', several of these too; name=NETWORK,ip=ADDRESS,ip6=ADDRESS,alias=NAME,mac-address=ADDRESS says more. Default what the engine's settings say.") with { Aliases = ["net"], Choices = ["bridge", "none", "host"] },
        Option.List("publish", "[[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]", "Take connections at a port of the host for a port of the container; both may be ranges, and without HOST it is any free one.", 'p'),
        Option.Flag("publish-all", "Publish every exposed port at any free port of the host.", 'P'),
        Option.List("expose", "PORT[-PORT][/PROTOCOL]", "Note a port that the program listens on; --publish-all publishes it."),
        Option.Value("ip", "ADDRESS", "IPv4 address in its first network, which must be one made with 'network create'."),
        Option.Value("ip6", "ADDRESS", "IPv6 address in its first network, which must be one made with 'network create --ipv6'."),
        Option.Value("mac-address", "ADDRESS", "Hardware address of its link in its first network, such as 02:42:ac:11:00:02."),
        Option.List("network-alias", "NAME", "Another name for it in its first network.") with { Aliases = ["net-alias"] },
        Option.Value("hostname", "NAME", "Host name inside; default the short id.", 'h'),
        Option.Value("domainname", "NAME", "NIS domain name inside."),
        Option.List("add-host", "NAME:ADDRESS", "Add a line to /etc/hosts; the address host-gateway is the host's."),
        Option.List("dns", "ADDRESS", "Name server in /etc/resolv.conf."),
        Option.List("dns-search", "DOMAIN", "Search domain in /etc/resolv.conf; '.' for none."),
        Option.List("dns-option", "OPTION", "Option in /etc/resolv.conf.") with { Aliases = ["dns-opt"] },
        Option.Value("pid", "MODE", "Process ids: private (default), host, or container:NAME.") with { Choices = ["private", "host", "container:"] },
        Option.Value("ipc", "MODE", "System V IPC and /dev/shm: private (default), shareable, host, none (without /dev/shm), or container:NAME of a shareable one.") with { Choices = ["private", "shareable", "host", "none", "container:"] },
        Option.Value("uts", "MODE", "Host name: private (default) or host.") with { Choices = ["private", "host"] },
        Option.Value("cgroupns", "MODE", "View of the cgroups: private or host.") with { Choices = ["private", "host"] },
        Option.Value("userns", "MODE", "User ids: host, where the engine's settings remap those of containers.") with { Choices = ["host"] },
        Option.Value("cgroup-parent", "CGROUP", "cgroup to make the container's own in."),
        Option.List("sysctl", "NAME=VALUE", "Kernel parameter of its namespaces, such as net.ipv4.ip_forward=1."));

    public static ContainerSettings Apply(ContainerSettings settings, Arguments arguments)
    {
        var sysctls = new Dictionary<string, string>();
        foreach (string entry in arguments.List("sysctl"))
        {
            int equals = entry.IndexOf('=');
            if (equals <= 0) throw arguments.Wrong("sysctl", $"'{entry}' is not a parameter; write NAME=VALUE.");
            sysctls[entry[..equals]] = entry[(equals + 1)..];
        }

        IReadOnlyList<NetworkChoice> networks = arguments.List("network", NetworkSyntax.Parse);
        return settings with
        {
            Network = networks.Count > 0 ? networks[0].Network : "default",
            Endpoint = Endpoint(arguments, networks.Count > 0 ? networks[0].Endpoint : new EndpointSettings()),
            MoreNetworks = [.. networks.Skip(1)],
            Ports = [.. arguments.List("publish", PortSyntax.Parse).SelectMany(ports => ports)],
            PublishAll = arguments.Flag("publish-all"),
            ExposedPorts = arguments.List("expose", PortSyntax.Exposed),
            Hostname = arguments.Value("hostname"),
            DomainName = arguments.Value("domainname"),
            ExtraHosts = arguments.List("add-host", SmallSyntax.ExtraHost),
            Dns = arguments.List("dns", SmallSyntax.Address),
            DnsSearch = arguments.List("dns-search"),
            DnsOptions = arguments.List("dns-option"),
            PidMode = arguments.Value("pid", text => Mode(text, "private", "host", "container:")),
            IpcMode = arguments.Value("ipc", text => Mode(text, "private", "shareable", "host", "none", "container:")),
            UtsMode = arguments.Value("uts", text => Mode(text, "private", "host")),
            CgroupNamespace = arguments.Value("cgroupns", text => Mode(text, "private", "host")),
            UserNamespace = arguments.Value("userns", text => Mode(text, "host")),
            CgroupParent = arguments.Value("cgroup-parent"),
            Sysctls = sysctls,
        };
    }

    private static EndpointSettings Endpoint(Arguments arguments, EndpointSettings first)
    {
        var flags = new EndpointSettings
        {
            Address = arguments.Value("ip", SmallSyntax.Address), Address6 = arguments.Value("ip6", SmallSyntax.Address), MacAddress = arguments.Value("mac-address"), Aliases = arguments.List("network-alias"),
        };
        try
        {
            return NetworkSyntax.Merge(first, flags);
        }
        catch (FormatException twice)
        {
            throw arguments.Wrong("network", twice.Message);
        }
    }

    private static string Mode(string text, params string[] known)
    {
        bool good = text.Length == 0 || known.Any(mode => mode.EndsWith(':') ? text.StartsWith(mode, StringComparison.Ordinal) && text.Length > mode.Length : text == mode);
        string names = string.Join(", ", known.Select(mode => mode.EndsWith(':') ? mode + "NAME" : mode));
        return good ? text : throw new FormatException($"'{text}' is not a mode; write {names}.");
    }
}
