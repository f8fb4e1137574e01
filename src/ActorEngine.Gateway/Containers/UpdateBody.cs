namespace ActorEngine.Gateway.Containers;

/// <summary>Body of ContainerUpdate.</summary>
internal sealed record UpdateBody : ResourcesBody
{
    public RestartPolicyBody? RestartPolicy { get; init; }
}
