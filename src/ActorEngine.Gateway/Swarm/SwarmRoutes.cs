using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Swarm;

/// <summary>The groups Swarm, Node, Service, Task, Secret and Config: this node is in no swarm, and says so as Docker does.</summary>
internal static class SwarmRoutes
{
    private const string None = "503: this node is in no swarm";

    public static RouteGroup Swarm { get; } = new("Swarm",
    [
        Refused("GET", "/swarm", "SwarmInspect"),
        new("POST", "/swarm/init", "SwarmInit", "501: this engine takes no part in swarms", NoSwarm.NotSupportedAsync),
        new("POST", "/swarm/join", "SwarmJoin", "501: this engine takes no part in swarms", NoSwarm.NotSupportedAsync),
        new("POST", "/swarm/leave", "SwarmLeave", None, NoSwarm.NotInOneAsync),
        Refused("POST", "/swarm/update", "SwarmUpdate"),
        Refused("GET", "/swarm/unlockkey", "SwarmUnlockkey"),
        Refused("POST", "/swarm/unlock", "SwarmUnlock"),
    ]);

    public static RouteGroup Node { get; } = new("Node",
    [
        Refused("GET", "/nodes", "NodeList"),
        Refused("GET", "/nodes/{id}", "NodeInspect"),
        Refused("DELETE", "/nodes/{id}", "NodeDelete"),
        Refused("POST", "/nodes/{id}/update", "NodeUpdate"),
    ]);

    public static RouteGroup Service { get; } = new("Service",
    [
        Refused("GET", "/services", "ServiceList"),
        Refused("POST", "/services/create", "ServiceCreate"),
        Refused("GET", "/services/{id}", "ServiceInspect"),
        Refused("DELETE", "/services/{id}", "ServiceDelete"),
        Refused("POST", "/services/{id}/update", "ServiceUpdate"),
        Refused("GET", "/services/{id}/logs", "ServiceLogs"),
    ]);

    public static RouteGroup Task { get; } = new("Task",
    [
        Refused("GET", "/tasks", "TaskList"),
        Refused("GET", "/tasks/{id}", "TaskInspect"),
        Refused("GET", "/tasks/{id}/logs", "TaskLogs"),
    ]);

    public static RouteGroup Secret { get; } = new("Secret",
    [
        Refused("GET", "/secrets", "SecretList") with { Since = new ApiVersion(1, 25) },
        Refused("POST", "/secrets/create", "SecretCreate") with { Since = new ApiVersion(1, 25) },
        Refused("GET", "/secrets/{id}", "SecretInspect") with { Since = new ApiVersion(1, 25) },
        Refused("DELETE", "/secrets/{id}", "SecretDelete") with { Since = new ApiVersion(1, 25) },
        Refused("POST", "/secrets/{id}/update", "SecretUpdate") with { Since = new ApiVersion(1, 25) },
    ]);

    public static RouteGroup Config { get; } = new("Config",
    [
        Refused("GET", "/configs", "ConfigList") with { Since = new ApiVersion(1, 30) },
        Refused("POST", "/configs/create", "ConfigCreate") with { Since = new ApiVersion(1, 30) },
        Refused("GET", "/configs/{id}", "ConfigInspect") with { Since = new ApiVersion(1, 30) },
        Refused("DELETE", "/configs/{id}", "ConfigDelete") with { Since = new ApiVersion(1, 30) },
        Refused("POST", "/configs/{id}/update", "ConfigUpdate") with { Since = new ApiVersion(1, 30) },
    ]);

    private static Route Refused(string method, string pattern, string operation) => new(method, pattern, operation, None, NoSwarm.RefuseAsync);
}
