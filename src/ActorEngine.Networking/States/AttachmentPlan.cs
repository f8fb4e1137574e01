using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>Decides addresses, names of links and hardware addresses of a container's part in its networks. Pure.</summary>
internal static class AttachmentPlan
{
    /// <summary>The endpoint of one more network, or the fault that says why there is none.</summary>
    /// <param name="turns">The address given last in each network.</param>
    public static (Endpoint? Endpoint, Fault? Fault) Join(
        NetworksState state, EngineTag tag, NetworkRecord network, EndpointSettings settings, ContainerId container, int number, AddressTurns turns)
    {
        // A name that was not used before: the link of the run before may still be on its way out.
        string link = tag.Link(ContainerId.New().Value);
        // Its plugins give addresses when they make the link.
        if (network.IsCni) return (new Endpoint(network.Id, $"eth{number}", link, "", ""), null);
        if (Address(state, network, settings.Address, container, turns, six: false, out Fault? fault) is not { } address) return (null, fault);
        Ip? address6 = network.HasSix ? Address(state, network, settings.Address6, container, turns, six: true, out fault) : null;
        if (fault is not null) return (null, fault);
        // One that takes its parent's place has its parent's.
        string mac = network.Mode == "passthru" ? "" : settings.MacAddress is { Length: > 0 } own ? own.ToLowerInvariant().Replace('-', ':') : HardwareAddress.Of(address);
        return (new Endpoint(network.Id, $"eth{number}", link, address.ToString(), mac) { Aliases = settings.Aliases, Links = settings.Links, Address6 = address6?.ToString() ?? "" }, null);
    }

    /// <summary>All networks of a run.</summary>
    public static (Attachment? Attachment, Fault? Fault) Make(NetworksState state, EngineTag tag, AttachNetworks request, AddressTurns turns)
    {
        foreach (NetworkChoice choice in NetworksState.Choices(request.Settings))
            if (state.Find(choice.Network) is null) return (null, NetworkRules.Missing(choice.Network));
        List<Endpoint> endpoints = [];
        foreach ((NetworkRecord network, EndpointSettings settings) in state.Wanted(request.Container, request.Settings))
        {
            (Endpoint? endpoint, Fault? fault) = Join(state, tag, network, settings, request.Container, endpoints.Count, turns);
            if (endpoint is null) return (null, fault);
            endpoints.Add(endpoint);
        }

        return (new Attachment(request.Container, request.Run, $"{request.Container.Value[..24]}-{request.Run}") { Endpoints = endpoints, Servers = request.Settings.Dns }, null);
    }

    /// <summary>The first number that no link of the container has.</summary>
    public static int FreeNumber(Attachment attachment) =>
        Enumerable.Range(0, attachment.Endpoints.Count + 1).First(number => attachment.Endpoints.All(endpoint => endpoint.Interface != $"eth{number}"));

    private static Ip? Address(NetworksState state, NetworkRecord network, string? asked, ContainerId container, AddressTurns turns, bool six, out Fault? fault)
    {
        HashSet<Ip> taken = [Ip.Parse(network.GatewayOf(six))!.Value, .. network.Reserved.Values.Select(reserved => Ip.Parse(reserved)).OfType<Ip>()];
        Ip? wanted = Ip.Parse(asked);
        fault = null;
        foreach ((Attachment attachment, Endpoint endpoint) in state.EndpointsOf(network.Id))
        {
            if (attachment.Container == container || Ip.Parse(endpoint.AddressOf(six)) is not { } other) continue;
            taken.Add(other);
            if (other == wanted) fault = InUse(network, other, attachment.Container);
        }

        if (fault is not null) return null;
        if (wanted is not null) return wanted;
        Subnet range = network.RangeOf(six)!.Value;
        Ip? next = AddressPool.Next(network.BlockOf(six)!.Value, range, turns.LastOf(network.Id, six), taken.Contains);
        if (next is { } chosen) turns.Remember(network.Id, chosen);
        else fault = new Fault(FaultCode.Conflict, $"Network {network.Name} has no free address left in {range}; stop a container, or make a larger network.");
        return next;
    }

    private static Fault InUse(NetworkRecord network, Ip address, ContainerId container) =>
        new(FaultCode.Conflict, $"Address {address} of network {network.Name} is in use by container {container.Short}; choose another one.") { Field = address.Six ? "endpoint.address6" : "endpoint.address" };
}
