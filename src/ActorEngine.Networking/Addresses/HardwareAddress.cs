using System.Globalization;

namespace ActorEngine.Networking;

/// <summary>Hardware addresses of links (IEEE 802).</summary>
internal static class HardwareAddress
{
    /// <summary>The one that goes with an IPv4 address: neighbours that know the one are never wrong about the other.</summary>
    public static string Of(Ip address)
    {
        uint number = (uint)address.Number;
        return string.Create(CultureInfo.InvariantCulture, $"02:42:{number >> 24:x2}:{(number >> 16) & 255:x2}:{(number >> 8) & 255:x2}:{number & 255:x2}");
    }

    /// <summary>Six bytes of an address in colon form; null for anything else, and for addresses of groups.</summary>
    public static byte[]? Parse(string text)
    {
        string[] parts = text.Split(':', '-');
        if (parts.Length != 6 || parts.Any(part => part.Length != 2 || !part.All(char.IsAsciiHexDigit))) return null;
        byte[] bytes = [.. parts.Select(part => byte.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        return (bytes[0] & 1) == 0 ? bytes : null;
    }
}
