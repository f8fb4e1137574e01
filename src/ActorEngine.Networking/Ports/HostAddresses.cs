namespace ActorEngine.Networking;

/// <summary>Where a container's ports are published that name no address of the host.</summary>
/// <param name="Chosen">The network's own choice; empty = all addresses.</param>
/// <param name="Six">The container has an address of IPv6 that ports can lead to.</param>
internal sealed record HostAddresses(string Chosen, bool Six)
{
    /// <summary>Addresses of the host for a mapping; all of them get the same port.</summary>
    public IReadOnlyList<string> Of(string asked)
    {
        if (asked.Length > 0) return [Ip.Canonical(asked)];
        if (Chosen.Length > 0) return [Chosen];
        return Six ? [PortPlan.Everywhere, PortPlan.Everywhere6] : [PortPlan.Everywhere];
    }
}
