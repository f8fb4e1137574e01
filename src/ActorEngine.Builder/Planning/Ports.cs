using System.Globalization;

namespace ActorEngine.Builder;

/// <summary>Ports as EXPOSE names them: PORT[-PORT][/PROTOCOL].</summary>
internal static class Ports
{
    public static IEnumerable<string> Read(string text, SourcePlace place)
    {
        string[] parts = text.Split('/');
        string protocol = parts.Length > 1 ? parts[1].ToLowerInvariant() : "tcp";
        string[] range = parts[0].Split('-');
        bool good = parts.Length <= 2 && protocol is "tcp" or "udp" or "sctp" && range.Length <= 2;
        if (!good || !TryPort(range[0], out int first) || !TryPort(range[^1], out int last) || last < first)
            throw new DockerfileException(place, $"'{text}' is no port", "PORT, PORT/udp or FIRST-LAST/tcp, from 1 to 65535");
        return Enumerable.Range(first, last - first + 1).Select(port => $"{port}/{protocol}");
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
}
