namespace ActorEngine.Networking;

/// <summary>A pool that subnets of one size are cut from; of either family.</summary>
public sealed record SubnetPool(string Base, int Size);

/// <summary>Gives out subnets and addresses. Pure: what is taken comes from the caller.</summary>
internal static class AddressPool
{
    /// <summary>The longest prefixes of subnets that hold a gateway and a container.</summary>
    public const int Longest = 30, Longest6 = 126;

    /// <summary>The first subnet of a family that overlaps nothing that is taken; null when all do.</summary>
    public static Subnet? NextSubnet(IEnumerable<SubnetPool> pools, IReadOnlyCollection<Subnet> taken, bool six = false)
    {
        foreach (SubnetPool pool in pools)
        {
            if (Subnet.Parse(pool.Base) is not { } whole || whole.Six != six || pool.Size < whole.Prefix || pool.Size > (six ? Longest6 : Longest)) continue;
            UInt128 step = UInt128.One << (whole.Base.Bits - pool.Size), count = UInt128.One << (pool.Size - whole.Prefix);
            for (UInt128 i = 0; i < count;)
            {
                var candidate = new Subnet(whole.Base + (i * step), pool.Size);
                Subnet? inTheWay = null;
                foreach (Subnet other in taken)
                    if (other.Overlaps(candidate)) inTheWay = other;
                if (inTheWay is not { } obstacle) return candidate;
                // Behind what is in the way: a large pool of IPv6 has more places than can be tried one by one.
                i = obstacle.Prefix <= pool.Size ? (obstacle.End.Number - whole.Base.Number) / step + 1 : i + 1;
            }
        }

        return null;
    }

    /// <summary>Unique local addresses of the engine's own (RFC 4193), for networks of IPv6 where no pool of them is configured.</summary>
    public static SubnetPool OwnPool(string engineId)
    {
        string digits = string.Concat(engineId.Where(char.IsAsciiHexDigit)).ToLowerInvariant();
        return new SubnetPool(Ip.Canonical($"fd{digits[..2]}:{digits[2..6]}:{digits[6..10]}::") + "/48", 64);
    }

    /// <summary>
    /// The next free address of a range after the last one given, then from its beginning: an address that was just let go is the last to be
    /// given again, since neighbours may remember it.
    /// </summary>
    /// <param name="subnet">The network's; its first address, and its last of IPv4, are nobody's.</param>
    public static Ip? Next(Subnet subnet, Subnet range, Ip? last, Func<Ip, bool> taken)
    {
        UInt128 first = UInt128.Max(range.Base.Number, subnet.First.Number), end = UInt128.Min(range.End.Number, subnet.Last.Number);
        if (end < first) return null;
        UInt128 count = end - first + 1, start = last is { } given && given.Number >= first && given.Number <= end ? given.Number - first + 1 : 0;
        // As many as are taken are tried, and one more.
        for (UInt128 i = 0; i < count; i++)
        {
            var candidate = new Ip(first + ((start + i) % count), subnet.Six);
            if (!taken(candidate)) return candidate;
        }

        return null;
    }
}
