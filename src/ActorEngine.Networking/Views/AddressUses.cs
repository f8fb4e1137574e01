using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>Counts the addresses of networks.</summary>
internal static class AddressUses
{
    public static IReadOnlyList<AddressUse> Of(NetworkRecord network, NetworksState state)
    {
        List<AddressUse> uses = [];
        foreach (bool six in (bool[])[false, true])
            if (network.BlockOf(six) is { } block && network.RangeOf(six) is { } range) uses.Add(Of(network, state, block, range, six));
        return uses;
    }

    private static AddressUse Of(NetworkRecord network, NetworksState state, Subnet block, Subnet range, bool six)
    {
        HashSet<Ip> taken = [.. state.EndpointsOf(network.Id).Select(found => found.Endpoint.AddressOf(six)).Concat(network.Reserved.Values).Append(network.GatewayOf(six))
            .Select(text => Ip.Parse(text)).OfType<Ip>().Where(block.Contains)];
        // Nobody's: the first address, and with IPv4 the last.
        taken.Add(block.Base);
        if (!six) taken.Add(block.End);
        UInt128 size = range.End.Number - range.Base.Number + 1, left = size - (UInt128)taken.Count(range.Contains);
        return new AddressUse(block.ToString(), taken.Count, (long)UInt128.Min(left, (UInt128)long.MaxValue));
    }
}
