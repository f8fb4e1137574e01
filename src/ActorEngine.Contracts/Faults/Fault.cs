namespace ActorEngine.Contracts;

/// <summary>The answer to a command or query that could not be done. Expected failures travel this way; they never throw across a boundary.</summary>
/// <param name="Code">What kind of failure it is.</param>
/// <param name="Message">One sentence for a person; names the field and the fix where input was bad.</param>
/// <param name="ExitCode">Exit code that a command line should end with: 125, or 126/127 where the container's program could not be started.</param>
public sealed record Fault(FaultCode Code, string Message, int ExitCode = 125) : IReply
{
    /// <summary>The field or flag at fault, in the contract's spelling; null where none is.</summary>
    public string? Field { get; init; }

    /// <summary>The container's state, where the fault is that it does not fit the command.</summary>
    public ContainerStatus? State { get; init; }
}
