using System.Text.RegularExpressions;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>Error texts of runc 1.0 to 1.2 and crun 1.x, and what they mean.</summary>
internal static partial class RuntimePatterns
{
    public static Fault? Explain(string message)
    {
        Match program = Executable().Match(message);
        if (program.Success && message.Contains("executable file not found", StringComparison.Ordinal))
            return Start($"exec: \"{Name(program)}\": executable file not found in $PATH", 127);
        return null;
    }

    private static Fault Start(string reason, int exitCode) =>
        new(FaultCode.RuntimeFailed, $"failed to create task for container: OCI runtime create failed: {reason}", exitCode);

    private static string Name(Match match) => match.Groups["name"].Value;

    [GeneratedRegex("(?:exec: \"|executable file `)(?<name>[^\"`]*)[\"`]")]
    private static partial Regex Executable();
}
