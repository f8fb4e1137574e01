using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Containers;

/// <summary>The group Container.</summary>
internal static class ContainerRoutes
{
    public static RouteGroup Group { get; } = new("Container",
    [
        new("GET", "/containers/{id}/json", "ContainerInspect", "", Inspection.AnswerAsync),
        new("POST", "/containers/{id}/start", "ContainerStart", "", Steps.StartAsync),
        new("POST", "/containers/{id}/attach", "ContainerAttach", "", Attachment.RunAsync),
        new("GET", "/containers/{id}/attach/ws", "ContainerAttachWebsocket", "", Attachment.RunSocketAsync),
        new("GET", "/containers/{id}/logs", "ContainerLogs", "", Logs.AnswerAsync),
    ]);
}
