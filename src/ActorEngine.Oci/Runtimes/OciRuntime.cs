using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>
/// One usable runtime and its command lines (runc(8), crun(1); the common part of both). Every builder answers the whole argument
/// vector, the program's absolute path first. Errors go to <c>log</c> as JSON lines, for <see cref="RuntimeErrors"/>.
/// </summary>
public sealed record OciRuntime(string Name, string Path, string StateRoot)
{
    /// <summary>Arguments of the operator's, before the engine's.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>First line of <c>--version</c>'s number, such as 1.1.5.</summary>
    public string Version { get; init; } = "";

    /// <summary>False where this runtime lacks the right to load the device filter of cgroup v2; give it to <see cref="BundleRequest.DeviceRules"/>.</summary>
    public bool DeviceRules { get; init; } = true;

    /// <summary>Mount point that must be out of sight when it is called (<see cref="Linux.HiddenMount"/>); empty for none.</summary>
    public string HiddenMount { get; init; } = "";

    /// <summary>It loads a ready seccomp filter from an annotation; give it to <see cref="BundleRequest.SeccompProgram"/>.</summary>
    public bool TakesSeccompProgram { get; init; }

    /// <summary>Creates and starts in one step, and leaves the container behind (<c>run --detach</c>).</summary>
    public IReadOnlyList<string> Run(ContainerId id, string bundle, string pidFile, string log, string? consoleSocket = null) =>
        Line(log, ["run", "--detach", "--bundle", bundle, "--pid-file", pidFile, .. Console(consoleSocket), id.Value]);

    /// <summary>Creates, up to the point before the program starts.</summary>
    public IReadOnlyList<string> Create(ContainerId id, string bundle, string pidFile, string log, string? consoleSocket = null) =>
        Line(log, ["create", "--bundle", bundle, "--pid-file", pidFile, .. Console(consoleSocket), id.Value]);

    /// <summary>Starts what <see cref="Create"/> made.</summary>
    public IReadOnlyList<string> Start(ContainerId id, string log) => Line(log, ["start", id.Value]);

    /// <summary>Runs the process of a <c>process.json</c> in a running container and leaves it behind.</summary>
    public IReadOnlyList<string> Exec(ContainerId id, string processFile, string pidFile, string log, string? consoleSocket = null) =>
        Line(log, ["exec", "--detach", "--pid-file", pidFile, "--process", processFile, .. Console(consoleSocket), id.Value]);

    /// <summary>Sends a signal to process 1.</summary>
    public IReadOnlyList<string> Kill(ContainerId id, int signal, string log) =>
        Line(log, ["kill", id.Value, signal.ToString(CultureInfo.InvariantCulture)]);

    public IReadOnlyList<string> Pause(ContainerId id, string log) => Line(log, ["pause", id.Value]);

    public IReadOnlyList<string> Resume(ContainerId id, string log) => Line(log, ["resume", id.Value]);

    /// <summary>Forgets the container and removes its control groups; with force also kills it, and an unknown one is no error.</summary>
    public IReadOnlyList<string> Delete(ContainerId id, string log, bool force = true) =>
        Line(log, force ? ["delete", "--force", id.Value] : ["delete", id.Value]);

    /// <summary>Applies the limits in a file (<see cref="Spec.SpecJson"/>) to a running container.</summary>
    public IReadOnlyList<string> Update(ContainerId id, string resourcesFile, string log) =>
        Line(log, ["update", "--resources", resourcesFile, id.Value]);

    /// <summary>Prints the host pids of a container as a JSON array.</summary>
    public IReadOnlyList<string> Processes(ContainerId id, string log) => Line(log, ["ps", "--format", "json", id.Value]);

    /// <summary>Prints the state as JSON (runtime.md#state).</summary>
    public IReadOnlyList<string> State(ContainerId id, string log) => Line(log, ["state", id.Value]);

    private static string[] Console(string? socket) => socket is null ? [] : ["--console-socket", socket];

    private List<string> Line(string log, ReadOnlySpan<string> command) =>
        [Path, .. Arguments, "--root", StateRoot, "--log", log, "--log-format", "json", .. command];
}
