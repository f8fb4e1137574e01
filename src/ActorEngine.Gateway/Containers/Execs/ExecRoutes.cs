using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Containers;

/// <summary>The group Exec: what is created and looked at; starting is a stream.</summary>
internal static class ExecRoutes
{
    public static RouteGroup Group { get; } = new("Exec",
    [
        new("POST", "/containers/{id}/exec", "ContainerExec", "", ExecSteps.CreateAsync),
        new("GET", "/exec/{id}/json", "ExecInspect", "", ExecSteps.InspectAsync),
    ]);
}
