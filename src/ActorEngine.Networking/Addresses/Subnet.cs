using System.Globalization;

namespace ActorEngine.Networking;

/// <summary>A block of IPv4 addresses (RFC 4632).</summary>
internal readonly record struct Subnet(uint Base, int Prefix)
{
    private uint Mask => Prefix == 0 ? 0 : uint.MaxValue << (32 - Prefix);

    /// <summary>The first address that a host can have.</summary>
    public uint First => Base + 1;

    /// <summary>The last address that a host can have; the one after it means all of them.</summary>
    public uint Last => (Base | ~Mask) - 1;

    /// <summary>ADDRESS/PREFIX whose address is the block's first; null for anything else.</summary>
    public static Subnet? Parse(string? text) => ParseAny(text) is { } any && any.Address == any.Subnet.Base ? any.Subnet : null;

    /// <summary>ADDRESS/PREFIX with any address of the block.</summary>
    public static (uint Address, Subnet Subnet)? ParseAny(string? text)
    {
        if (text?.Split('/') is not [var address, var prefix] || Ipv4.Parse(address) is not { } number) return null;
        if (!int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > 32) return null;
        var subnet = new Subnet(number, length);
        return (number, subnet with { Base = number & subnet.Mask });
    }

    public bool Contains(uint address) => (address & Mask) == Base;

    public bool Contains(Subnet other) => other.Prefix >= Prefix && Contains(other.Base);

    public bool Overlaps(Subnet other) => Contains(other.Base) || other.Contains(Base);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ipv4.Text(Base)}/{Prefix}");
}
