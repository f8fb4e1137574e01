using System.Net;

namespace ActorEngine.Dns;

/// <summary>Who asks: the networks that a container is in, and where its other questions go.</summary>
internal sealed record Client(IReadOnlyList<string> Networks, IReadOnlyList<IPAddress> Servers, bool LeadsOut)
{
    /// <summary>Names of others that it alone knows, with what those are called in the network.</summary>
    public IReadOnlyDictionary<(string Network, string Name), string> Links { get; init; } = new Dictionary<(string, string), string>();
}

/// <summary>
/// All names of an engine's networks, as its daemon wrote them. A line for each address of a container in a network, fields between tabs:
/// network, <c>open</c> or <c>closed</c>, address, name servers, names, container, and NAME=CONTAINER for others that it alone knows by the name; lists have commas,
/// and <c>-</c> is an empty one.
/// </summary>
internal sealed class Zone
{
    private readonly Dictionary<IPAddress, Client> clients = [];
    private readonly Dictionary<(string Network, string Name), List<IPAddress>> names = [];
    private readonly Dictionary<(string Network, IPAddress Address), string> reverse = [];
    private readonly List<(IPAddress Address, string Container)> addresses = [];

    public static Zone Empty { get; } = new();

    public static Zone Parse(string text)
    {
        var zone = new Zone();
        Dictionary<string, Client> byContainer = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split('\t');
            if (fields.Length < 6 || !IPAddress.TryParse(fields[2], out IPAddress? address)) continue;
            (string network, bool open, string container) = (fields[0], fields[1] == "open", fields[5]);
            IPAddress[] servers = [.. List(fields[3]).Select(server => IPAddress.TryParse(server, out IPAddress? parsed) ? parsed : null).OfType<IPAddress>()];
            Client known = byContainer.GetValueOrDefault(container) ?? new Client([], servers, false);
            byContainer[container] = known with { Networks = known.Networks.Contains(network) ? known.Networks : [.. known.Networks, network], LeadsOut = known.LeadsOut || open };
            if (fields.Length > 6) byContainer[container] = byContainer[container] with { Links = Linked(byContainer[container].Links, network, List(fields[6])) };
            string[] own = List(fields[4]);
            foreach (string name in own)
            {
                zone.Add(network, name, address);
                zone.Add(network, $"{name}.{network}", address);
            }

            if (own.Length > 0) zone.reverse[(network, address)] = $"{own[0]}.{network}".ToLowerInvariant();
            zone.addresses.Add((address, container));
        }

        foreach ((IPAddress address, string container) in zone.addresses) zone.clients[address] = byContainer[container];
        return zone;
    }

    /// <summary>The container that has the address; null for strangers.</summary>
    public Client? ClientOf(IPAddress address) => clients.GetValueOrDefault(address);

    /// <summary>Addresses of a name in the networks of a client; null where there is no such name.</summary>
    public IReadOnlyList<IPAddress>? Find(Client client, string name)
    {
        List<IPAddress>? found = null;
        foreach (string network in client.Networks)
        {
            string meant = client.Links.GetValueOrDefault((network, name), name);
            if (names.TryGetValue((network, meant), out List<IPAddress>? here)) (found ??= []).AddRange(here);
        }

        return found;
    }

    /// <summary>The name of an address in the networks of a client, asked for as <see cref="ReverseName"/> reads it.</summary>
    public string? FindPointer(Client client, string name)
    {
        if (ReverseName.Read(name) is not { } address) return null;
        return client.Networks.Select(network => reverse.GetValueOrDefault((network, address))).FirstOrDefault(found => found is not null);
    }

    private static IReadOnlyDictionary<(string, string), string> Linked(IReadOnlyDictionary<(string, string), string> known, string network, string[] links)
    {
        if (links.Length == 0) return known;
        var all = new Dictionary<(string, string), string>(known);
        foreach (string link in links)
            if (link.Split('=') is [var name, var container]) all[(network, name.ToLowerInvariant())] = container.ToLowerInvariant();
        return all;
    }

    private void Add(string network, string name, IPAddress address)
    {
        (string, string) key = (network, name.ToLowerInvariant());
        if (!names.TryGetValue(key, out List<IPAddress>? list)) names[key] = list = [];
        if (!list.Contains(address)) list.Add(address);
    }

    private static string[] List(string field) => field == "-" ? [] : field.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
