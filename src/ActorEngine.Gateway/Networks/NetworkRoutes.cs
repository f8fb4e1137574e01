using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Networks;

/// <summary>The group Network.</summary>
internal static class NetworkRoutes
{
    public static RouteGroup Group { get; } = new("Network",
    [
        new("GET", "/networks", "NetworkList", "all filters", NetworkQueries.ListAsync),
        new("POST", "/networks/create", "NetworkCreate", "drivers bridge, macvlan and cni; no Swarm networks, no configuration-only ones, and none without IPv4", NetworkCommands.CreateAsync),
        new("POST", "/networks/prune", "NetworkPrune", "all filters", NetworkCommands.PruneAsync) { Since = new ApiVersion(1, 25) },
        new("GET", "/networks/{id}", "NetworkInspect", "with the addresses in use", NetworkQueries.InspectAsync),
        new("DELETE", "/networks/{id}", "NetworkDelete", "", NetworkCommands.RemoveAsync),
        new("POST", "/networks/{id}/connect", "NetworkConnect", "addresses, aliases, hardware address; driver options are kept and not heeded", NetworkCommands.ConnectAsync),
        new("POST", "/networks/{id}/disconnect", "NetworkDisconnect", "", NetworkCommands.DisconnectAsync),
    ]);
}
