using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>Decides addresses, names of links and hardware addresses of a container's part in its networks. Pure.</summary>
internal static class AttachmentPlan
{
    /// <summary>The endpoint of one more network, or the fault that says why there is none.</summary>
    /// <param name="last">The address given last in each network.</param>
    public static (Endpoint? Endpoint, Fault? Fault) Join(
        NetworksState state, EngineTag tag, NetworkRecord network, EndpointSettings settings, ContainerId container, int number, IDictionary<NetworkId, uint> last)
    {
        HashSet<uint> taken = [Ipv4.Parse(network.Gateway)!.Value];
        foreach ((Attachment attachment, Endpoint endpoint) in state.EndpointsOf(network.Id))
        {
            if (attachment.Container == container) continue;
            taken.Add(Ipv4.Parse(endpoint.Address)!.Value);
            if (endpoint.Address == settings.Address) return (null, InUse(network, settings.Address, attachment.Container));
        }

        uint? address = settings.Address is { Length: > 0 } asked
            ? Ipv4.Parse(asked)
            : AddressPool.Next(network.Block, network.RangeBlock, last.TryGetValue(network.Id, out uint given) ? given : 0, taken.Contains);
        if (address is not { } chosen)
            return (null, new Fault(FaultCode.Conflict, $"Network {network.Name} has no free address left in {(network.Range.Length > 0 ? network.Range : network.Subnet)}; stop a container, or make a larger network."));
        if (settings.Address is not { Length: > 0 }) last[network.Id] = chosen;
        string mac = settings.MacAddress is { Length: > 0 } own ? own.ToLowerInvariant().Replace('-', ':') : Ipv4.Mac(chosen);
        // A name that was not used before: the link of the run before may still be on its way out.
        return (new Endpoint(network.Id, $"eth{number}", tag.Link(ContainerId.New().Value), Ipv4.Text(chosen), mac) { Aliases = settings.Aliases }, null);
    }

    /// <summary>All networks of a run.</summary>
    public static (Attachment? Attachment, Fault? Fault) Make(NetworksState state, EngineTag tag, AttachNetworks request, IDictionary<NetworkId, uint> last)
    {
        NetworkRecord? primary = state.Find(request.Settings.Network);
        if (primary is null) return (null, NetworkRules.Missing(request.Settings.Network));
        List<Endpoint> endpoints = [];
        foreach ((NetworkRecord network, EndpointSettings settings) in state.Wanted(request.Container, primary, request.Settings.Endpoint))
        {
            (Endpoint? endpoint, Fault? fault) = Join(state, tag, network, settings, request.Container, endpoints.Count, last);
            if (endpoint is null) return (null, fault);
            endpoints.Add(endpoint);
        }

        return (new Attachment(request.Container, request.Run, $"{request.Container.Value[..24]}-{request.Run}") { Endpoints = endpoints, Servers = request.Settings.Dns }, null);
    }

    /// <summary>The first number that no link of the container has.</summary>
    public static int FreeNumber(Attachment attachment) =>
        Enumerable.Range(0, attachment.Endpoints.Count + 1).First(number => attachment.Endpoints.All(endpoint => endpoint.Interface != $"eth{number}"));

    private static Fault InUse(NetworkRecord network, string address, ContainerId container) =>
        new(FaultCode.Conflict, $"Address {address} of network {network.Name} is in use by container {container.Short}; choose another one.") { Field = "endpoint.address" };
}
