using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Values;

/// <summary>[[ADDRESS:][HOST[-HOST]]:]CONTAINER[-CONTAINER][/PROTOCOL] of --publish; an address of IPv6 stands in brackets.</summary>
internal static class PortSyntax
{
    /// <summary>One mapping for each port of the container. A range of the host for a single port means the first free one of it.</summary>
    public static IReadOnlyList<PortMapping> Parse(string text)
    {
        string[] halves = text.Split('/');
        string protocol = halves.Length switch
        {
            1 => "tcp",
            2 when halves[1].ToLowerInvariant() is ("tcp" or "udp" or "sctp") and var known => known,
            _ => throw Wrong(text, "the protocol is tcp, udp or sctp"),
        };
        int bracket = halves[0].LastIndexOf(']');
        string[] parts = halves[0][(bracket + 1)..].Split(':');
        if (parts.Length > 3) throw Wrong(text, "an address of IPv6 stands in brackets, as in [::1]:8080:80");
        (int first, int last) = Range(parts[^1], text);
        string host = parts.Length > 1 ? parts[^2] : "", address = parts.Length > 2 ? parts[0] : "";
        if (bracket >= 0)
        {
            // Behind the brackets comes ":HOST:CONTAINER".
            if (halves[0][0] != '[' || parts.Length != 3 || address.Length > 0) throw Wrong(text, "an address in brackets is followed by ':HOST:CONTAINER'");
            address = halves[0][1..bracket];
        }

        if (address.Length > 0 && !System.Net.IPAddress.TryParse(address, out _)) throw Wrong(text, $"'{address}' is not an IP address");
        if (host.Length == 0) return [.. Ports(first, last).Select(port => new PortMapping(port) { Protocol = protocol, HostAddress = address })];
        (int hostFirst, int hostLast) = Range(host, text);
        if (first == last)
            return [new PortMapping(first) { Protocol = protocol, HostAddress = address, HostPort = hostFirst, HostPortEnd = hostLast > hostFirst ? hostLast : 0 }];
        if (hostLast - hostFirst != last - first) throw Wrong(text, "both ranges must have as many ports");
        return [.. Ports(first, last).Select(port => new PortMapping(port) { Protocol = protocol, HostAddress = address, HostPort = hostFirst + port - first })];
    }

    /// <summary>PORT[-PORT][/PROTOCOL] of --expose.</summary>
    public static string Exposed(string text)
    {
        Range(text.Split('/')[0], text);
        return text;
    }

    private static IEnumerable<int> Ports(int first, int last) => Enumerable.Range(first, last - first + 1);

    private static (int First, int Last) Range(string text, string whole)
    {
        string[] ends = text.Split('-');
        if (ends.Length > 2 || !Port(ends[0], out int first) || !Port(ends[^1], out int last) || last < first) throw Wrong(whole, $"'{text}' is neither a port nor a range of ports");
        return (first, last);
    }

    private static bool Port(string text, out int port) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static FormatException Wrong(string text, string why) => new($"'{text}': {why}; write for example 8080:80, 127.0.0.1:8080:80/tcp, [::1]:8080:80 or 8000-8010:8000-8010.");
}
