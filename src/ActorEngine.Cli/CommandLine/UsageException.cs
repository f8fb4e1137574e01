namespace ActorEngine.Cli.CommandLine;

/// <summary>The command line cannot be carried out as written. The message names the flag or operand and the fix.</summary>
/// <param name="message">One sentence.</param>
/// <param name="exitCode">125 for a bad flag, 1 for bad operands, as Docker has it.</param>
internal sealed class UsageException(string message, int exitCode = 125) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The verb whose help explains it; null for the program's own.</summary>
    public string? Verb { get; init; }
}
