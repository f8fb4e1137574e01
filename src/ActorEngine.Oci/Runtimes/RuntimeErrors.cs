using System.Text.RegularExpressions;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>Turns what a runtime wrote on failing into a fault that a person understands, with Docker's texts and exit codes.</summary>
public static partial class RuntimeErrors
{
    private const string Prefix = "failed to create task for container: ";

    /// <summary>The fault for a runtime that failed.</summary>
    /// <param name="exitCode">The runtime's own exit code.</param>
    /// <param name="log">The runtime's JSON log file, or its standard error.</param>
    public static Fault ToFault(int exitCode, string log)
    {
        string message = RuntimeLog.LastError(log);
        if (message.Length == 0) return new Fault(FaultCode.RuntimeFailed, $"{Prefix}the OCI runtime ended with exit code {exitCode} and gave no reason.");
        return RuntimePatterns.Explain(message) ?? new Fault(FaultCode.RuntimeFailed, $"{Prefix}OCI runtime failed: {message}");
    }
}
