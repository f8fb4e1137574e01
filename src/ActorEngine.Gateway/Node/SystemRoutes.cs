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
        new("GET", "/events", "SystemEvents", "", EventQuery.AnswerAsync),
    ]);
}
