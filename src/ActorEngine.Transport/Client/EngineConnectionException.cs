namespace ActorEngine.Transport;

/// <summary>The engine could not be talked to. The message names the socket and the fix.</summary>
public abstract class EngineConnectionException(string message, Exception? cause = null) : IOException(message, cause);

/// <summary>Nobody listens there: the socket is missing, or nobody accepts on it.</summary>
public sealed class EngineNotRunningException(EngineEndpoint endpoint, string reason, Exception? cause = null)
    : EngineConnectionException($"No engine answers at {endpoint}: {reason}. Start it with 'actord', or name another one with --host or ACTORENGINE_HOST.", cause);

/// <summary>This user may not open the socket.</summary>
public sealed class EnginePermissionException(EngineEndpoint endpoint, Exception? cause = null)
    : EngineConnectionException($"Permission to open {endpoint} was denied. Become a member of the group 'actorengine' (usermod -aG actorengine USER, then log in again), or use sudo.", cause);

/// <summary>Who listens there does not speak this version of the protocol.</summary>
public sealed class EngineProtocolException(string message, Exception? cause = null) : EngineConnectionException(message, cause);

/// <summary>The connection ended before the answer. Commands that carry an operation id may be sent again.</summary>
public sealed class EngineConnectionLostException(EngineEndpoint endpoint, Exception? cause = null)
    : EngineConnectionException($"The connection to {endpoint} was lost before the answer came; the engine may be restarting.", cause);
