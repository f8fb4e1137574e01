namespace ActorEngine.Networking;

/// <summary>A pool that subnets of one size are cut from.</summary>
public sealed record SubnetPool(string Base, int Size);

/// <summary>Gives out subnets and addresses. Pure: what is taken comes from the caller.</summary>
internal static class AddressPool
{
    /// <summary>The first subnet of the pools that overlaps nothing that is taken; null when all are.</summary>
    public static Subnet? NextSubnet(IEnumerable<SubnetPool> pools, IReadOnlyCollection<Subnet> taken)
    {
        foreach (SubnetPool pool in pools)
        {
            if (Subnet.Parse(pool.Base) is not { } whole || pool.Size < whole.Prefix || pool.Size > 30) continue;
            ulong step = 1UL << (32 - pool.Size), end = whole.Base + (1UL << (32 - whole.Prefix));
            for (ulong at = whole.Base; at < end; at += step)
            {
                var candidate = new Subnet((uint)at, pool.Size);
                if (taken.All(other => !other.Overlaps(candidate))) return candidate;
            }
        }

        return null;
    }

    /// <summary>
    /// The next free address of a range after the last one given, then from its beginning: an address that was just let go is the last to be
    /// given again, since neighbours may remember it.
    /// </summary>
    /// <param name="subnet">The network's; its first and last address are nobody's.</param>
    public static uint? Next(Subnet subnet, Subnet range, uint last, Func<uint, bool> taken)
    {
        uint first = Math.Max(range.Base, subnet.First), end = Math.Min(range.Prefix == 32 ? range.Base : range.Last + 1, subnet.Last);
        if (end < first) return null;
        uint count = end - first + 1, start = last >= first && last <= end ? last - first + 1 : 0;
        for (uint i = 0; i < count; i++)
        {
            uint candidate = first + ((start + i) % count);
            if (!taken(candidate)) return candidate;
        }

        return null;
    }
}
