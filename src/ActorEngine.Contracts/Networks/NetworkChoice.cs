namespace ActorEngine.Contracts;

/// <summary>A network that a container is made with.</summary>
/// <param name="Network">Name or id of a network that was made, or bridge.</param>
public sealed record NetworkChoice(string Network)
{
    public EndpointSettings Endpoint { get; init => field = value ?? new(); } = new();
}
