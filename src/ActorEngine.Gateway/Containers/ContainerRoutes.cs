using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Containers;

/// <summary>The group Container.</summary>
internal static class ContainerRoutes
{
    public static RouteGroup Group { get; } = new("Container",
    [
        new("GET", "/containers/json", "ContainerList", "", Listing.AnswerAsync),
        new("POST", "/containers/create", "ContainerCreate", "links in the default network are lines of the hosts file; no storage options: asking for one is an error; driver options of endpoints are kept and not heeded", Creation.RunAsync),
        new("POST", "/containers/prune", "ContainerPrune", "", Pruning.RunAsync) { Since = new(1, 25) },
        new("GET", "/containers/{id}/json", "ContainerInspect", "", Inspection.AnswerAsync),
        new("GET", "/containers/{id}/top", "ContainerTop", "", Processes.TopAsync),
        new("GET", "/containers/{id}/changes", "ContainerChanges", "", Processes.ChangesAsync),
        new("GET", "/containers/{id}/stats", "ContainerStats", "", Statistics.RunAsync),
        new("POST", "/containers/{id}/resize", "ContainerResize", "", Steps.ResizeAsync),
        new("POST", "/containers/{id}/start", "ContainerStart", "no checkpoints", Steps.StartAsync),
        new("POST", "/containers/{id}/stop", "ContainerStop", "", Steps.StopAsync),
        new("POST", "/containers/{id}/restart", "ContainerRestart", "", Steps.RestartAsync),
        new("POST", "/containers/{id}/kill", "ContainerKill", "", Steps.KillAsync),
        new("POST", "/containers/{id}/update", "ContainerUpdate", "limits of single devices are passed over, as in Docker", Updating.RunAsync),
        new("POST", "/containers/{id}/rename", "ContainerRename", "", Steps.RenameAsync),
        new("POST", "/containers/{id}/pause", "ContainerPause", "", Steps.PauseAsync),
        new("POST", "/containers/{id}/unpause", "ContainerUnpause", "", Steps.UnpauseAsync),
        new("POST", "/containers/{id}/wait", "ContainerWait", "registered before the head is sent", Waiting.RunAsync),
        new("DELETE", "/containers/{id}", "ContainerDelete", "links go with their container", Steps.RemoveAsync),
    ]);
}
