namespace ActorEngine.Transport;

/// <summary>The engine cannot listen at its address.</summary>
public sealed class EngineAddressInUseException(EngineEndpoint endpoint, string reason, Exception? cause = null)
    : IOException($"Cannot listen at {endpoint}: {reason}. Stop it, or choose another address with --host or ACTORENGINE_HOST.", cause)
{
    /// <summary>The address.</summary>
    public EngineEndpoint Endpoint { get; } = endpoint;
}
