using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>Contents of /etc/hosts, /etc/hostname and /etc/resolv.conf (hosts(5), hostname(5), resolv.conf(5)).</summary>
internal static class NetworkFiles
{
    private const string LocalHosts = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::\tip6-localnet\nff00::\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n";

    public static BundleFiles Compose(ContainerSettings settings, ContainerFacts facts, string hostname, NetworkJoin? network = null) =>
        new(Hosts(settings, facts, hostname, network), hostname + "\n", ResolvConf(settings, facts.ResolvConf, network?.NameServer));

    private static string Hosts(ContainerSettings settings, ContainerFacts facts, string hostname, NetworkJoin? network)
    {
        string text = settings.Network == "host" && facts.Hosts.Length > 0 ? facts.Hosts.TrimEnd('\n') + "\n" : LocalHosts;
        foreach (string extra in settings.ExtraHosts)
        {
            int colon = extra.IndexOf(':');
            string address = extra[(colon + 1)..].Trim('[', ']');
            if (address == NetworkRules.HostGateway) address = HostAddress(settings, network);
            text += $"{address}\t{extra[..colon]}\n";
        }

        string names = settings.DomainName is { Length: > 0 } domain ? $"{hostname}.{domain} {hostname}" : hostname;
        foreach (string own in network?.Addresses ?? []) text += $"{own}\t{names}\n";
        return text;
    }

    private static string HostAddress(ContainerSettings settings, NetworkJoin? network) => network?.HostGateway
        ?? (settings.Network == "host" ? "127.0.0.1" : throw SettingsException.Invalid("extraHosts", "host-gateway has no address here: the container reaches no host. Use --network bridge or a network that is not internal."));

    private static string ResolvConf(ContainerSettings settings, string host, string? own)
    {
        bool changed = settings.Dns.Count + settings.DnsSearch.Count + settings.DnsOptions.Count > 0;
        if (settings.Network == "host" && !changed) return host;
        string[] lines = host.Split('\n');
        List<string> result = [];
        // The host's loopback resolver is out of reach from another network namespace.
        // Our own name server asks those that were given.
        if (own is not null) result.Add("nameserver " + own);
        else if (settings.Dns.Count > 0) result.AddRange(settings.Dns.Select(server => "nameserver " + server));
        else result.AddRange(lines.Where(line => IsKey(line, "nameserver") && (settings.Network == "host" || !IsLoopback(line))));
        if (settings.DnsSearch is not ["."])
        {
            if (settings.DnsSearch.Count > 0) result.Add("search " + string.Join(' ', settings.DnsSearch));
            else result.AddRange(lines.Where(line => IsKey(line, "search") || IsKey(line, "domain")));
        }

        if (settings.DnsOptions.Count > 0) result.Add("options " + string.Join(' ', settings.DnsOptions));
        else if (own is not null) result.Add("options ndots:0");
        else result.AddRange(lines.Where(line => IsKey(line, "options")));
        return result.Count == 0 ? "" : string.Join('\n', result) + "\n";
    }

    private static bool IsKey(string line, string key) =>
        line.Length > key.Length && line.StartsWith(key, StringComparison.Ordinal) && line[key.Length] is ' ' or '\t';

    private static bool IsLoopback(string line)
    {
        string address = line["nameserver".Length..].Trim();
        return address.StartsWith("127.", StringComparison.Ordinal) || address == "::1";
    }
}
