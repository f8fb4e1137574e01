using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>What an engine could not do. The family is small: a fault of the engine, or no engine to ask.</summary>
public abstract class EngineException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The engine answered with a fault; <see cref="Fault"/> has its code, its sentence and the field.</summary>
public sealed class EngineFaultException(Fault fault) : EngineException(fault.Message)
{
    /// <summary>What the engine said.</summary>
    public Fault Fault { get; } = fault;

    /// <summary>What kind of failure it is.</summary>
    public FaultCode Code => Fault.Code;
}

/// <summary>
/// There is no session with the engine, and none came about in the time that the options allow. Nothing was sent, except where something was
/// being asked again after a lost link.
/// </summary>
public sealed class EngineUnreachableException(string address, string reason, Exception? cause = null)
    : EngineException($"The engine at {address} is not reachable: {reason}", cause);

/// <summary>
/// The session ended before the answer came: whether the command was carried out is not known. Queries, creations, starts and restarts (they carry an operation id),
/// what changes nothing when it is done already (stop, remove, update, resize), and streams with a cursor are taken up again by the client itself and do not end this way.
/// </summary>
public sealed class EngineLinkLostException(string address, string reason)
    : EngineException($"The session with {address} ended before the answer: {reason}");
