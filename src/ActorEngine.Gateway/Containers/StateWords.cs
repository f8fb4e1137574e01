using ActorEngine.Contracts;

namespace ActorEngine.Gateway.Containers;

/// <summary>The states that Docker's clients know; what is between two of them shows as the one that it is leaving.</summary>
internal static class StateWords
{
    public static string Of(ContainerStatus status) => status switch
    {
        ContainerStatus.Created or ContainerStatus.Starting => "created",
        ContainerStatus.Running or ContainerStatus.Pausing or ContainerStatus.Stopping => "running",
        ContainerStatus.Paused => "paused",
        ContainerStatus.Restarting => "restarting",
        ContainerStatus.Removing => "removing",
        ContainerStatus.Exited => "exited",
        _ => "dead",
    };
}
