using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Carries an expected failure out of a job, to be answered as a <see cref="Contracts.Fault"/>.</summary>
internal sealed class FaultException(FaultCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public Fault Fault { get; } = new(code, message);

    public static FaultException BadArchive(string message, Exception? inner = null) => new(FaultCode.InvalidArgument, message, inner);
}
