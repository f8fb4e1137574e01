using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Runtime;

/// <summary>A request that cannot be done; becomes the answer.</summary>
internal sealed class RequestFault(FaultCode code, string message) : Exception(message)
{
    public FaultCode Code { get; } = code;
}
