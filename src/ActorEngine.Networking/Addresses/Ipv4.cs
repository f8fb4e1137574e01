using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ActorEngine.Networking;

/// <summary>IPv4 addresses as numbers: what address management counts with.</summary>
internal static class Ipv4
{
    /// <summary>The number of a dotted address; null for anything else.</summary>
    public static uint? Parse(string? text)
    {
        if (text is null || text.Count('.') != 3 || !IPAddress.TryParse(text, out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetwork) return null;
        byte[] bytes = address.GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }

    public static string Text(uint address) => string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");

    public static IPAddress Address(string text) => IPAddress.Parse(text);

    /// <summary>The hardware address that goes with an address: neighbours that know the one are never wrong about the other.</summary>
    public static string Mac(uint address) => string.Create(CultureInfo.InvariantCulture, $"02:42:{address >> 24:x2}:{(address >> 16) & 255:x2}:{(address >> 8) & 255:x2}:{address & 255:x2}");

    /// <summary>Six bytes of a hardware address in colon form; null for anything else, and for addresses of groups.</summary>
    public static byte[]? ParseMac(string text)
    {
        string[] parts = text.Split(':', '-');
        if (parts.Length != 6 || parts.Any(part => part.Length != 2 || !part.All(char.IsAsciiHexDigit))) return null;
        byte[] bytes = [.. parts.Select(part => byte.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        return (bytes[0] & 1) == 0 ? bytes : null;
    }
}
