using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>The shim refused a request.</summary>
public sealed class ShimFaultException(FaultCode code, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public FaultCode Code { get; } = code;
}

/// <summary>The connection to a shim ended, or never came to be.</summary>
public sealed class ShimUnreachableException(string message, Exception? inner = null) : IOException(message, inner);
