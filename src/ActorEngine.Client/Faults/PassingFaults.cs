using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>Which faults say nothing about the request itself.</summary>
internal static class PassingFaults
{
    /// <summary>True where the same request may be answered otherwise in a moment.</summary>
    public static bool IsPassing(this Fault fault) => fault.Code is FaultCode.Unavailable or FaultCode.Overloaded or FaultCode.Timeout or FaultCode.Storage or FaultCode.Internal;
}
