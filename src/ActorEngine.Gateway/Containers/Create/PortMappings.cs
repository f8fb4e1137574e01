using System.Globalization;
using System.Net;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>Ports to publish: HostConfig.PortBindings and Config.ExposedPorts.</summary>
internal static class PortMappings
{
    /// <exception cref="ApiException">400: no port, no protocol or no address.</exception>
    public static IReadOnlyList<PortMapping> Published(HostConfigBody host)
    {
        List<PortMapping> ports = [];
        foreach (var (key, bindings) in host.PortBindings ?? [])
        {
            var (port, last, protocol) = Port(key);
            if (last > port) throw new ApiException(400, $"invalid port specification: \"{key}\": a range is published port by port");
            // An empty list means one at a free port, as it always has.
            foreach (var binding in bindings is { Count: > 0 } ? bindings : [null]) ports.Add(Mapping(port, protocol, binding ?? new PortBindingBody()));
        }

        return ports;
    }

    /// <summary>PORT[-PORT]/PROTOCOL each.</summary>
    public static IReadOnlyList<string> Exposed(ContainerBody body)
    {
        List<string> ports = [];
        foreach (string key in (body.ExposedPorts ?? []).Keys)
        {
            var (first, last, protocol) = Port(key);
            ports.Add(first == last ? $"{first}/{protocol}" : $"{first}-{last}/{protocol}");
        }

        return ports;
    }

    private static PortMapping Mapping(int port, string protocol, PortBindingBody binding)
    {
        string address = binding.HostIp ?? "";
        if (address.Length > 0 && !IPAddress.TryParse(address, out _)) throw new ApiException(400, $"invalid host IP address: {address}");
        string text = binding.HostPort ?? "";
        if (text is "" or "0") return new PortMapping(port) { Protocol = protocol, HostAddress = address };
        var (first, last) = Range(text) ?? throw new ApiException(400, $"invalid port specification: \"{text}\"");
        return new PortMapping(port) { Protocol = protocol, HostAddress = address, HostPort = first, HostPortEnd = last > first ? last : 0 };
    }

    private static (int First, int Last, string Protocol) Port(string key)
    {
        string[] halves = key.Split('/');
        string protocol = halves.Length == 2 ? halves[1].ToLowerInvariant() : "tcp";
        return halves.Length <= 2 && protocol is "tcp" or "udp" or "sctp" && Range(halves[0]) is var (first, last) ? (first, last, protocol)
            : throw new ApiException(400, $"invalid port specification: \"{key}\"");
    }

    private static (int First, int Last)? Range(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length <= 2 && Number(ends[0]) is { } first && Number(ends[^1]) is { } last && first <= last ? (first, last) : null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536 ? port : null;
}
