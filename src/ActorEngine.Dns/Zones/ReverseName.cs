using System.Globalization;
using System.Net;

namespace ActorEngine.Dns;

/// <summary>Names that stand for addresses (RFC 1035 section 3.5, RFC 3596 section 2.5).</summary>
internal static class ReverseName
{
    private const string Four = ".in-addr.arpa", Six = ".ip6.arpa";

    /// <summary>1.2.3.4 of <c>4.3.2.1.in-addr.arpa</c>, and an address of IPv6 of its 32 digits backwards before <c>ip6.arpa</c>; null for anything else.</summary>
    public static IPAddress? Read(string name)
    {
        if (name.EndsWith(Four, StringComparison.Ordinal))
        {
            string[] parts = name[..^Four.Length].Split('.');
            return parts.Length == 4 && IPAddress.TryParse(string.Join('.', Enumerable.Reverse(parts)), out IPAddress? address) ? address : null;
        }

        if (!name.EndsWith(Six, StringComparison.Ordinal)) return null;
        string[] digits = name[..^Six.Length].Split('.');
        if (digits.Length != 32) return null;
        byte[] bytes = new byte[16];
        for (int i = 0; i < 32; i++)
        {
            if (digits[31 - i].Length != 1 || !byte.TryParse(digits[31 - i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte digit)) return null;
            bytes[i / 2] |= (byte)(i % 2 == 0 ? digit << 4 : digit);
        }

        return new IPAddress(bytes);
    }
}
