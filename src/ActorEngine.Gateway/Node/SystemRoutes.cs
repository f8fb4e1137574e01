using ActorEngine.Gateway.Events;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Node;

/// <summary>The group System: what the engine and its host are.</summary>
internal static class SystemRoutes
{
    public static RouteGroup Group { get; } = new("System",
    [
        new("GET", "/_ping", "SystemPing", "with all headers", Ping.AnswerAsync),
        new("HEAD", "/_ping", "SystemPingHead", "with all headers", Ping.AnswerAsync),
        new("GET", "/version", "SystemVersion", "", VersionQuery.AnswerAsync),
        new("GET", "/info", "SystemInfo", "", InfoQuery.AnswerAsync),
        new("GET", "/system/df", "SystemDataUsage", "of all types or some, in the forms before and since 1.52", DiskUsageQuery.AnswerAsync) { Since = new ApiVersion(1, 25) },
        new("POST", "/auth", "SystemAuth", "asks the registry; the client keeps the credentials", Registries.RegistryLogin.RunAsync),
        new("GET", "/events", "SystemEvents", "", EventQuery.AnswerAsync),
    ]);
}
