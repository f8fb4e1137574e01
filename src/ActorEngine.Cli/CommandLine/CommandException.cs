namespace ActorEngine.Cli.CommandLine;

/// <summary>The command was understood and could not be done; the message is one sentence for a person.</summary>
internal sealed class CommandException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
