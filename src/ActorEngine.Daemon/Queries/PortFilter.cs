using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Docker's filters publish (a port of the host) and expose (a port of the container), PORT[-PORT][/PROTOCOL].</summary>
internal sealed record PortFilter(bool Published, int First, int Last, string Protocol)
{
    /// <summary>Null where the value is no port.</summary>
    public static PortFilter? TryParse(Filter filter)
    {
        string[] halves = filter.Value.Split('/');
        string[] ends = halves[0].Split('-');
        return halves.Length <= 2 && ends.Length <= 2 && Number(ends[0]) is { } first && Number(ends[^1]) is { } last && first <= last
            ? new PortFilter(filter.Key == "publish", first, last, halves.Length == 2 ? halves[1] : "tcp") : null;
    }

    public bool Matches(ContainerSummary row) => row.Ports.Any(port => port.Protocol == Protocol && (Published ? port.HostPort : port.ContainerPort) is var number && number >= First && number <= Last);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536 ? port : null;
}
