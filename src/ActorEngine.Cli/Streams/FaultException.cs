using ActorEngine.Contracts;

namespace ActorEngine.Cli.Streams;

/// <summary>The engine's answer was a fault.</summary>
internal sealed class FaultException(Fault fault) : Exception(fault.Message)
{
    public Fault Fault { get; } = fault;
}
