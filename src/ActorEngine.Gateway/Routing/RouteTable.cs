using ActorEngine.Gateway.Building;
using ActorEngine.Gateway.Containers;
using ActorEngine.Gateway.Images;
using ActorEngine.Gateway.Networks;
using ActorEngine.Gateway.Node;
using ActorEngine.Gateway.Plugins;
using ActorEngine.Gateway.Registries;
using ActorEngine.Gateway.Swarm;
using ActorEngine.Gateway.Volumes;

namespace ActorEngine.Gateway.Routing;

/// <summary>All operations, in the groups of the API's description; the first that fits answers.</summary>
internal sealed class RouteTable(IReadOnlyList<RouteGroup> groups)
{
    /// <summary>What this gateway serves.</summary>
    public static RouteTable Default { get; } = new(
    [
        SystemRoutes.Group,
        ContainerRoutes.Group,
        StreamRoutes.Containers,
        ExecRoutes.Group,
        StreamRoutes.Execs,
        ImageRoutes.Group,
        BuildRoutes.Builds,
        DistributionRoutes.Group,
        NetworkRoutes.Group,
        VolumeRoutes.Group,
        PluginRoutes.Group,
        BuildRoutes.Session,
        SwarmRoutes.Swarm,
        SwarmRoutes.Node,
        SwarmRoutes.Service,
        SwarmRoutes.Task,
        SwarmRoutes.Secret,
        SwarmRoutes.Config,
    ]);

    public IReadOnlyList<RouteGroup> Groups { get; } = groups;

    /// <summary>The route for a request, and its path's values; null where there is none.</summary>
    public (Route Route, IReadOnlyDictionary<string, string> Values)? Find(string method, ApiVersion version, IReadOnlyList<string> path)
    {
        foreach (var group in Groups)
        {
            foreach (var route in group.Routes)
                if (route.Method == method && route.Since <= version && route.Match(path) is { } values) return (route, values);
        }

        return null;
    }
}

/// <summary>Operations about one kind of object.</summary>
internal sealed record RouteGroup(string Name, IReadOnlyList<Route> Routes);
