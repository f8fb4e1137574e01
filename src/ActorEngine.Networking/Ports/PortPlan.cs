using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>A port of the host that a container holds.</summary>
internal sealed record HeldPort(string Container, PublishedPort Port);

/// <summary>Decides which ports of the host a container gets. Pure but for the question whether the host itself has one free.</summary>
internal static class PortPlan
{
    /// <summary>Every address of the host, of each family.</summary>
    public const string Everywhere = "0.0.0.0", Everywhere6 = "::", Loopback6 = "::1";

    /// <summary>The ports, or the fault that names who holds one.</summary>
    /// <param name="held">Ports of this engine's containers.</param>
    /// <param name="holder">Takes ports of the host, unless another program has them. What was taken is given back by the caller after a fault.</param>
    /// <param name="nextRandom">Where the search for any free port begins.</param>
    public static (IReadOnlyList<PublishedPort> Ports, Fault? Fault) Choose(
        IReadOnlyList<PortMapping> wanted, HostAddresses addresses, IReadOnlyList<HeldPort> held, (int First, int Last) random, IPortHolder holder, ref int nextRandom)
    {
        List<PublishedPort> chosen = [];
        foreach (PortMapping mapping in wanted)
        {
            IReadOnlyList<string> places = addresses.Of(mapping.HostAddress);
            if (!addresses.Six && IsSix(places[0])) return (chosen, NoSix(places[0]));
            bool any = mapping.HostPort == 0;
            (int first, int last) = any ? random : (mapping.HostPort, Math.Max(mapping.HostPort, mapping.HostPortEnd));
            int count = last - first + 1, begin = any && nextRandom >= first && nextRandom <= last ? nextRandom - first : 0;
            PublishedPort[]? found = null;
            Fault? refusal = null;
            for (int i = 0; i < count && found is null; i++)
            {
                int port = first + ((begin + i) % count);
                PublishedPort[] candidates = [.. places.Select(address => new PublishedPort(address, port, mapping.ContainerPort, mapping.Protocol))];
                Fault? why = Take(candidates, held, chosen, holder);
                if (why is null) found = candidates;
                else refusal ??= why;
            }

            if (found is null) return (chosen, count == 1 ? refusal : Full(first, last, mapping.Protocol));
            if (any) nextRandom = found[0].HostPort + 1;
            chosen.AddRange(found);
        }

        return (chosen, null);
    }

    /// <summary>Every exposed port at a free port of the host, but for those that are published by name.</summary>
    public static IReadOnlyList<PortMapping> All(ContainerSettings settings, IEnumerable<string> imagePorts)
    {
        if (!settings.PublishAll) return settings.Ports;
        List<PortMapping> all = [.. settings.Ports];
        foreach ((int port, string protocol) in Exposed(settings.ExposedPorts.Concat(imagePorts)))
            if (!all.Any(known => known.ContainerPort == port && known.Protocol == protocol)) all.Add(new PortMapping(port) { Protocol = protocol });
        return all;
    }

    /// <summary>PORT[-PORT][/PROTOCOL], each port by itself; what is malformed is left out.</summary>
    public static IEnumerable<(int Port, string Protocol)> Exposed(IEnumerable<string> texts)
    {
        foreach (string text in texts.Distinct())
        {
            string[] parts = text.Split('/');
            string[] range = parts[0].Split('-');
            if (!int.TryParse(range[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first) || !int.TryParse(range[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)) continue;
            for (int port = Math.Max(first, 1); port <= Math.Min(last, 65535); port++) yield return (port, parts.Length > 1 ? parts[1].ToLowerInvariant() : "tcp");
        }
    }

    /// <summary>An address of IPv6.</summary>
    public static bool IsSix(string address) => address.Contains(':');

    // All of them or none.
    private static Fault? Take(PublishedPort[] candidates, IReadOnlyList<HeldPort> held, List<PublishedPort> chosen, IPortHolder holder)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            string? owner = Holder(candidates[i], held, chosen);
            if (owner is null && holder.Take(candidates[i])) continue;
            foreach (PublishedPort taken in candidates[..i]) holder.Release(taken);
            return owner is null ? Used(candidates[i]) : Held(candidates[i], owner);
        }

        return null;
    }

    private static string? Holder(PublishedPort port, IReadOnlyList<HeldPort> held, List<PublishedPort> chosen)
    {
        if (chosen.Any(mine => Collide(mine, port))) return "";
        return held.FirstOrDefault(other => Collide(other.Port, port))?.Container;
    }

    private static bool Collide(PublishedPort a, PublishedPort b) => a.HostPort == b.HostPort && a.Protocol == b.Protocol && IsSix(a.HostAddress) == IsSix(b.HostAddress)
        && (a.HostAddress == b.HostAddress || a.HostAddress is Everywhere or Everywhere6 || b.HostAddress is Everywhere or Everywhere6);

    private static Fault Held(PublishedPort port, string holder) => new(
        FaultCode.Conflict,
        holder.Length == 0 ? $"Port {port.HostPort}/{port.Protocol} is published twice; leave one out." : $"Port {port.HostPort}/{port.Protocol} is held by container {holder}; choose another one, or stop that container.") { Field = "ports" };

    private static Fault Used(PublishedPort port) => new(
        FaultCode.Conflict, $"Port {(IsSix(port.HostAddress) ? $"[{port.HostAddress}]" : port.HostAddress)}:{port.HostPort}/{port.Protocol} is in use by another program of this host, or is no address of it; choose another one.") { Field = "ports" };

    private static Fault NoSix(string address) => new(
        FaultCode.InvalidArgument, $"Nothing can be published at {address}: the container has no address of IPv6. Give it a network made with 'network create --ipv6'.") { Field = "ports" };

    private static Fault Full(int first, int last, string protocol) => new(FaultCode.Conflict, $"No port from {first} to {last}/{protocol} is free; give a wider range, or stop a container that holds one.") { Field = "ports" };
}
