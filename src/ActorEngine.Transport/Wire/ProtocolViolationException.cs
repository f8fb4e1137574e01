using ActorEngine.Contracts;

namespace ActorEngine.Transport;

/// <summary>The peer sent what the protocol does not allow; the connection cannot go on.</summary>
internal sealed class ProtocolViolationException(string message, uint stream = 0, FaultCode code = FaultCode.InvalidArgument) : IOException(message)
{
    public uint Stream { get; } = stream;

    public Fault ToFault() => new(code, Message);
}
