using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Names that a container alone has for others (links): lines of its hosts file, with the addresses that those have when it starts.</summary>
internal static class LinkedHosts
{
    /// <summary>Refuses a link to nobody; null where there is none.</summary>
    public static Fault? Check(ContainerSettings settings, Func<ContainerReference, Fault?> find)
    {
        foreach (string link in Links(settings))
        {
            var (container, name) = Parse(link);
            if (container.Length == 0 || name.Length == 0 || name.AsSpan().ContainsAny(" \t\n:"))
                return new Fault(FaultCode.InvalidArgument, $"bad format for links: {link}; write CONTAINER or CONTAINER:NAME.") { Field = "links" };
            if (find(new ContainerReference(container)) is { } missing)
                return new Fault(FaultCode.InvalidArgument, $"could not get container for {container}: {missing.Message}") { Field = "links" };
        }

        return null;
    }

    /// <summary>The same state with the lines among the extra hosts. Of a container that does not run, or is in no network with this one, nothing is known.</summary>
    public static ContainerState With(ContainerState state, LifecycleServices services)
    {
        if (state.Settings is not { } settings || !Links(settings).Any() || services.Projection.Find(state.Id) is not { } own) return state;
        HashSet<string> networks = [.. services.WithNetworks(own.Inspection).Networks.Select(network => network.Network)];
        List<string> hosts = [.. settings.ExtraHosts];
        foreach (var (container, name) in Links(settings).Select(Parse))
        {
            if (services.Projection.Resolve(new ContainerReference(container), out _) is not { } other) continue;
            var shared = services.WithNetworks(other.Inspection).Networks.FirstOrDefault(network => networks.Contains(network.Network) && (network.Address.Length > 0 || network.Address6.Length > 0));
            if (shared is null) continue;
            string address = shared.Address.Length > 0 ? shared.Address : shared.Address6;
            hosts.AddRange([$"{name}:{address}", $"{other.Summary.Name}:{address}"]);
        }

        return state with { Settings = settings with { ExtraHosts = [.. hosts.Distinct()] } };
    }

    private static IEnumerable<string> Links(ContainerSettings settings) => settings.Endpoint.Links.Concat(settings.MoreNetworks.SelectMany(choice => choice.Endpoint.Links));

    // Docker shows them with slashes, and takes them so too.
    private static (string Container, string Name) Parse(string link)
    {
        int colon = link.IndexOf(':');
        string container = (colon < 0 ? link : link[..colon]).TrimStart('/');
        return (container, colon < 0 ? container : link[(link.LastIndexOf('/') > colon ? link.LastIndexOf('/') + 1 : colon + 1)..]);
    }
}
