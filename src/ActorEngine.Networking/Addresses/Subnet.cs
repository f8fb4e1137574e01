using System.Globalization;

namespace ActorEngine.Networking;

/// <summary>A block of addresses of one family (RFC 4632, RFC 4291).</summary>
internal readonly record struct Subnet(Ip Base, int Prefix)
{
    public bool Six => Base.Six;

    private UInt128 HostBits => (UInt128.One << (Base.Bits - Prefix)) - UInt128.One;

    /// <summary>The first address that a host can have.</summary>
    public Ip First => Base + UInt128.One;

    /// <summary>The last address that a host can have; with IPv4 the one after it means all of them.</summary>
    public Ip Last => Base + (Six ? HostBits : HostBits - UInt128.One);

    /// <summary>The last address of all.</summary>
    public Ip End => Base + HostBits;

    /// <summary>ADDRESS/PREFIX whose address is the block's first; null for anything else.</summary>
    public static Subnet? Parse(string? text) => ParseAny(text) is { } any && any.Address == any.Subnet.Base ? any.Subnet : null;

    /// <summary>ADDRESS/PREFIX with any address of the block.</summary>
    public static (Ip Address, Subnet Subnet)? ParseAny(string? text)
    {
        if (text?.Split('/') is not [var address, var prefix] || Ip.Parse(address) is not { } number) return null;
        // Of nothing but zeros: all addresses there are, which no number of addresses holds.
        if (!int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length < 1 || length > number.Bits) return null;
        var subnet = new Subnet(number, length);
        return (number, subnet with { Base = number with { Number = number.Number & ~subnet.HostBits } });
    }

    public bool Contains(Ip address) => address.Six == Six && (address.Number & ~HostBits) == Base.Number;

    public bool Contains(Subnet other) => other.Prefix >= Prefix && Contains(other.Base);

    public bool Overlaps(Subnet other) => Contains(other.Base) || other.Contains(Base);

    /// <summary>A host can have the address.</summary>
    public bool HasHost(Ip address) => Contains(address) && address.Number >= First.Number && address.Number <= Last.Number;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Base}/{Prefix}");
}
