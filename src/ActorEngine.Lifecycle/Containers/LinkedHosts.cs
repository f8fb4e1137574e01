using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>
/// Names that a container alone has for others (links) in the network called bridge, which has no names: lines of its hosts file, with the addresses that those
/// have when it starts. In other networks the name server answers for them.
/// </summary>
internal static class LinkedHosts
{
    private const string Bridge = "bridge";

    /// <summary>Refuses what is no link, and one to nobody where that can never be made good; null where there is none.</summary>
    public static Fault? Check(ContainerSettings settings, Func<ContainerReference, Fault?> find)
    {
        if (Choices(settings).SelectMany(choice => choice.Endpoint.Links).Select(LinkText.Check).FirstOrDefault(fault => fault is not null) is { } wrong) return wrong;
        foreach (string link in Links(settings))
        {
            string container = LinkText.Parse(link).Container;
            if (find(new ContainerReference(container)) is { } missing)
                return new Fault(FaultCode.InvalidArgument, $"could not get container for {container}: {missing.Message}") { Field = "links" };
        }

        return null;
    }

    /// <summary>The same state with the lines among the extra hosts. Of a container that does not run, or is in no network with this one, nothing is known.</summary>
    public static ContainerState With(ContainerState state, LifecycleServices services)
    {
        if (state.Settings is not { } settings || !Links(settings).Any() || services.Projection.Find(state.Id) is not { } own) return state;
        if (!services.WithNetworks(own.Inspection).Networks.Any(network => network.Network == Bridge)) return state;
        List<string> hosts = [.. settings.ExtraHosts];
        foreach (var (container, name) in Links(settings).Select(LinkText.Parse))
        {
            if (services.Projection.Resolve(new ContainerReference(container), out _) is not { } other) continue;
            var shared = services.WithNetworks(other.Inspection).Networks.FirstOrDefault(network => network.Network == Bridge && (network.Address.Length > 0 || network.Address6.Length > 0));
            if (shared is null) continue;
            string address = shared.Address.Length > 0 ? shared.Address : shared.Address6;
            hosts.AddRange([$"{name}:{address}", $"{other.Summary.Name}:{address}"]);
        }

        return state with { Settings = settings with { ExtraHosts = [.. hosts.Distinct()] } };
    }

    private static IEnumerable<string> Links(ContainerSettings settings) => Choices(settings).Where(choice => choice.Network == Bridge).SelectMany(choice => choice.Endpoint.Links);

    private static IEnumerable<NetworkChoice> Choices(ContainerSettings settings) => [new NetworkChoice(settings.Network) { Endpoint = settings.Endpoint }, .. settings.MoreNetworks];
}
