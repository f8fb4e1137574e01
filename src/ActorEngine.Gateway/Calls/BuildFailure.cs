namespace ActorEngine.Gateway.Calls;

/// <summary>A program of a build that did not succeed.</summary>
internal sealed class BuildFailure(string message, int exitCode) : ApiException(500, message)
{
    /// <summary>What it ended with.</summary>
    public int ExitCode { get; } = exitCode;
}
