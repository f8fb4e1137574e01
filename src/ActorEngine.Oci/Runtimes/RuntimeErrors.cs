using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>
/// Turns what a runtime wrote on failing into a fault that a person understands, with Docker's texts and exit codes:
/// 127 the program is not there, 126 it cannot be executed, 125 all else.
/// </summary>
public static class RuntimeErrors
{
    /// <summary>The fault for a runtime that failed.</summary>
    /// <param name="exitCode">The runtime's own exit code.</param>
    /// <param name="log">The runtime's JSON log file, or its standard error, or both.</param>
    /// <param name="program">First argument of the container or exec; crun does not name it in every text.</param>
    /// <param name="action">What the runtime was asked to do.</param>
    public static Fault ToFault(int exitCode, string log, string? program = null, RuntimeAction action = RuntimeAction.Create)
    {
        string message = RuntimeLog.LastError(log);
        string prefix = action switch
        {
            RuntimeAction.Create => "failed to create task for container: OCI runtime create failed: ",
            RuntimeAction.Exec => "OCI runtime exec failed: exec failed: ",
            _ => $"OCI runtime {action.ToString().ToLowerInvariant()} failed: ",
        };
        if (message.Length == 0) return new Fault(FaultCode.RuntimeFailed, $"{prefix}it ended with exit code {exitCode} and gave no reason.");
        Fault fault = ProgramErrors.Explain(message, program) ?? SettingErrors.Explain(message) ?? new Fault(FaultCode.RuntimeFailed, message);
        return fault.Code is FaultCode.RuntimeFailed or FaultCode.InvalidArgument ? fault with { Message = prefix + fault.Message } : fault;
    }
}

/// <summary>What a runtime was asked to do.</summary>
public enum RuntimeAction
{
    Create,
    Start,
    Exec,
    Kill,
    Pause,
    Resume,
    Update,
    Delete,
    State,
}
