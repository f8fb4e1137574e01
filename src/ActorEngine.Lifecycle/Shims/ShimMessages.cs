using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>What a container's actor and its shim actor say to each other. <c>Run</c> tells messages of an earlier run apart.</summary>
internal interface IShimMessage;

/// <summary>The program runs.</summary>
internal sealed record ProcessStarted(int Run, RunningProcess Process, IReadOnlyList<string> Warnings) : IShimMessage;

/// <summary>The program could not be started.</summary>
internal sealed record ProcessRefused(int Run, Fault Fault) : IShimMessage;

/// <summary>A running container was found again, by its old shim or by a fresh one.</summary>
internal sealed record ProcessAttached(int Run, RunningProcess Process) : IShimMessage;

/// <summary>The program ended. May come twice: the second time with the end of the log.</summary>
internal sealed record ProcessEnded(int Run, ExitFacts Exit) : IShimMessage;

/// <summary>No process of this run was ever there.</summary>
internal sealed record ProcessNeverRan(int Run) : IShimMessage;

/// <summary>The kernel killed a process for want of memory.</summary>
/// <param name="Kills">Kills of this run so far.</param>
internal sealed record MemoryExhausted(int Run, long Kills) : IShimMessage;

/// <summary>Nothing of the run is left on the machine; the fault says what could not be cleaned.</summary>
internal sealed record ShimReleased(int Run, Fault? Fault) : IShimMessage;

/// <summary>Something an operator should know.</summary>
internal sealed record ShimTrouble(int Run, string Sentence) : IShimMessage;

/// <summary>An exec's process ended.</summary>
internal sealed record ExecEndedNotice(ExecId Id, ExitStatus Exit) : IShimMessage;

/// <summary>Execs that the shim held when it was found again.</summary>
internal sealed record ExecsFound(int Run, IReadOnlyList<ExecFound> Execs) : IShimMessage;

/// <summary>An exec's end is known; the shim may forget it. Not answered.</summary>
internal sealed record AcknowledgeExec(ExecId Id) : IShimMessage;

/// <summary>Signal the main process. Answer: <see cref="ShimDone"/>.</summary>
internal sealed record SignalProcess(int Signal, object Tag) : IShimMessage;

/// <summary>Set the terminal's size. Answer: <see cref="ShimDone"/>.</summary>
internal sealed record ResizeTerminal(int Rows, int Columns, object Tag) : IShimMessage;

/// <summary>The answer to a request with this tag.</summary>
internal sealed record ShimDone(object Tag, Fault? Fault) : IShimMessage;

/// <summary>Lend the link. Answer: <see cref="LinkLent"/>, as soon as there is one.</summary>
internal sealed record LendLink : IShimMessage;

/// <summary>A link to use while it lasts; null when there will be none.</summary>
internal sealed record LinkLent(IShimLink? Link) : IShimMessage;

/// <summary>The exit is journalled: acknowledge it and clean up. Answer: <see cref="ShimReleased"/>.</summary>
internal sealed record ReleaseShim : IShimMessage;
