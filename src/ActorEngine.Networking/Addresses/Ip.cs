using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ActorEngine.Networking;

/// <summary>An address of either family as a number: what address management counts with.</summary>
/// <param name="Six">It is of IPv6.</param>
internal readonly record struct Ip(UInt128 Number, bool Six)
{
    /// <summary>Bits of an address of its family.</summary>
    public int Bits => Six ? 128 : 32;

    public IPAddress Address
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, Number);
            return new IPAddress(Six ? bytes : bytes[12..]);
        }
    }

    /// <summary>The number of a dotted address, or of one of IPv6 without a zone; null for anything else.</summary>
    public static Ip? Parse(string? text)
    {
        if (text is null || !IPAddress.TryParse(text, out IPAddress? address)) return null;
        if (address.AddressFamily == AddressFamily.InterNetwork) return text.Count('.') == 3 ? Of(address) : null;
        // A dotted address in the clothes of IPv6 is routed nowhere.
        return text.AsSpan().ContainsAny("%[") || address.IsIPv4MappedToIPv6 ? null : Of(address);
    }

    public static Ip Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        bool six = address.AddressFamily == AddressFamily.InterNetworkV6;
        address.TryWriteBytes(six ? bytes : bytes[12..], out _);
        return new Ip(BinaryPrimitives.ReadUInt128BigEndian(bytes), six);
    }

    /// <summary>The one spelling of an address (RFC 5952), so that texts can be compared; what is no address stays as it is.</summary>
    public static string Canonical(string text) => Parse(text)?.ToString() ?? text;

    public static Ip operator +(Ip address, UInt128 count) => address with { Number = address.Number + count };

    public override string ToString() => Address.ToString();
}
