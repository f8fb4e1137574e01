using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Carries an expected failure out of a job, to be answered as a <see cref="Contracts.Fault"/>.</summary>
internal sealed class FaultException(Fault fault, Exception? inner = null) : Exception(fault.Message, inner)
{
    public FaultException(FaultCode code, string message, Exception? inner = null) : this(new Fault(code, message), inner)
    {
    }

    public Fault Fault { get; } = fault;

    public static FaultException BadArchive(string message, Exception? inner = null) => new(FaultCode.InvalidArgument, message, inner);
}
