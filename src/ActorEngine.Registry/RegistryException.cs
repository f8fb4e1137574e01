using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>Carries an expected failure out of a transfer, to be answered as a <see cref="Contracts.Fault"/>.</summary>
internal sealed class RegistryException(FaultCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public Fault Fault { get; init; } = new(code, message);

    /// <summary>The registry, or what it sent, is at fault.</summary>
    public static RegistryException Failed(string message, Exception? inner = null) => new(FaultCode.RegistryFailed, message, inner);

    /// <summary>The fault of a failure that can be expected; null for a defect.</summary>
    public static Fault? Expected(Exception failure) => failure switch
    {
        RegistryException known => known.Fault,
        BlobUnavailableException unavailable => unavailable.Fault,
        OperationCanceledException => new Fault(FaultCode.Unavailable, "The transfer was cancelled."),
        UnauthorizedAccessException or IOException => new Fault(FaultCode.Storage, failure.Message),
        _ => null,
    };

    /// <summary>The fault to answer with, also for a defect.</summary>
    public static Fault Of(Exception failure) =>
        Expected(failure) ?? new Fault(FaultCode.Internal, $"The registry client failed unexpectedly: {failure.Message}");
}
