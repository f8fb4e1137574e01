using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>Gives a network that is being made the addresses that it does not name. Pure.</summary>
internal static class SubnetPlan
{
    /// <param name="six">It is to have IPv6 too.</param>
    /// <param name="taken">Subnets of the host's routes and of other networks.</param>
    public static (NetworkRecord? Network, Fault? Fault) Complete(NetworkRecord network, bool six, NetworkSettings settings, IReadOnlyCollection<Subnet> taken)
    {
        if (network.IsCni) return (network, null);
        if (network.Subnet.Length == 0)
        {
            if (AddressPool.NextSubnet(settings.Pools, taken) is not { } subnet) return (null, Full("subnet"));
            network = network with { Subnet = subnet.ToString() };
        }

        if (six && network.Subnet6.Length == 0)
        {
            bool configured = settings.Pools.Any(pool => Networking.Subnet.Parse(pool.Base) is { Six: true });
            IEnumerable<SubnetPool> pools = configured ? settings.Pools : [AddressPool.OwnPool(settings.EngineId)];
            if (AddressPool.NextSubnet(pools, taken, six: true) is not { } subnet) return (null, Full("subnet6"));
            network = network with { Subnet6 = subnet.ToString() };
        }

        if (network.Gateway.Length == 0) network = network with { Gateway = network.Block.First.ToString() };
        if (network.Block6 is { } block && network.Gateway6.Length == 0) network = network with { Gateway6 = block.First.ToString() };
        return (network, null);
    }

    private static Fault Full(string field) =>
        new(FaultCode.Conflict, "All subnets of actorengine.networks.pools are taken; remove networks, give --subnet, or widen the pools.") { Field = field };
}
