using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>The names of an engine's networks as text for <c>actor-dns</c>. Pure.</summary>
internal static class ZoneScript
{
    /// <summary>A line for each address of a container in a network that was made: network, open or closed, address, name servers, names, container, names of others that it alone knows.</summary>
    public static string Text(NetworksState state, Func<ContainerId, string> nameOf)
    {
        var text = new StringBuilder();
        foreach (Attachment attachment in state.Attached.Values.OrderBy(attachment => attachment.Container.Value, StringComparer.Ordinal))
        {
            string name = nameOf(attachment.Container);
            foreach (Endpoint endpoint in attachment.Endpoints)
            {
                // As with Docker, the network called bridge has no names.
                if (!state.Networks.TryGetValue(endpoint.Network.Value, out NetworkRecord? network) || network.BuiltIn) continue;
                string[] names = [.. new[] { name }.Concat(endpoint.Aliases).Append(attachment.Container.Short).Distinct()];
                foreach (string address in (string[])[endpoint.Address, endpoint.Address6])
                {
                    if (address.Length == 0) continue;
                    text.Append(network.Name).Append('\t').Append(network.Internal ? "closed" : "open").Append('\t').Append(address).Append('\t')
                        .Append(attachment.Servers.Count == 0 ? "-" : string.Join(',', attachment.Servers)).Append('\t')
                        .Append(string.Join(',', names)).Append('\t').Append(attachment.Container.Value).Append('\t').Append(Links(endpoint)).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    // NAME=CONTAINER; a container named by its id has the short one among its names.
    private static string Links(Endpoint endpoint) => endpoint.Links.Count == 0 ? "-" : string.Join(',', endpoint.Links.Select(LinkText.Parse)
        .Select(link => $"{link.Name}={(link.Container.Length == 64 ? link.Container[..12] : link.Container)}"));
}
