using ActorEngine.Contracts;
using static ActorEngine.Lifecycle.ContainerVerb;
using static ActorEngine.Lifecycle.VerdictKind;

namespace ActorEngine.Lifecycle;

/// <summary>The table of states and commands (docs/container-states.md), and the words of each refusal.</summary>
internal static class ContainerDecisions
{
    /// <summary>Judges a command by the state alone.</summary>
    public static Verdict Decide(ContainerState state, ContainerVerb verb)
    {
        VerdictKind kind = Judge(state.Status, verb);
        return kind is Do or Wait ? new Verdict(kind) : new Verdict(kind, Refuse(state, verb, kind));
    }

    /// <summary>One cell of the table.</summary>
    public static VerdictKind Judge(ContainerStatus status, ContainerVerb verb) => status switch
    {
        ContainerStatus.Created => verb switch
        {
            Start or Restart or Remove or ForceRemove or Rename or Update => Do,
            Stop => NotModified,
            _ => Conflict,
        },
        ContainerStatus.Starting => verb switch
        {
            Rename => Do,
            Remove or Unpause => Conflict,
            _ => Wait,
        },
        ContainerStatus.Running => verb switch
        {
            Start => NotModified,
            Unpause or Remove => Conflict,
            _ => Do,
        },
        ContainerStatus.Pausing => verb switch
        {
            Rename or Resize => Do,
            Pause or Remove or Exec => Conflict,
            _ => Wait,
        },
        ContainerStatus.Paused => verb switch
        {
            Start or Pause or Remove or Exec => Conflict,
            _ => Do,
        },
        ContainerStatus.Stopping => verb switch
        {
            Stop or Kill or ForceRemove or Rename or Top => Do,
            Start or Restart or Update => Wait,
            _ => Conflict,
        },
        ContainerStatus.Restarting => verb switch
        {
            Start or Stop or Restart or Kill or ForceRemove or Rename or Update => Do,
            _ => Conflict,
        },
        ContainerStatus.Exited => verb switch
        {
            Start or Restart or Remove or ForceRemove or Rename or Update => Do,
            Stop => NotModified,
            _ => Conflict,
        },
        ContainerStatus.Removing => Conflict,
        ContainerStatus.Dead => verb switch
        {
            Remove or ForceRemove => Do,
            Stop => NotModified,
            _ => Conflict,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a state"),
    };

    private static Fault Refuse(ContainerState state, ContainerVerb verb, VerdictKind kind)
    {
        string name = state.Name, word = Word(state.Status);
        if (kind == NotModified)
        {
            string already = verb == Start ? "is already running" : $"does not run, it is {word}";
            return new Fault(FaultCode.NotModified, $"Container {name} {already}.") { State = state.Status };
        }

        return new Fault(FaultCode.Conflict, Words(state, verb, name, word)) { State = state.Status };
    }

    // Docker's words: its clients tell the reasons apart by them.
    private static string Words(ContainerState state, ContainerVerb verb, string name, string word) => (verb, state.Status) switch
    {
        (Remove or ForceRemove, ContainerStatus.Removing) => $"removal of container {name} is already in progress",
        (Remove, ContainerStatus.Paused) => $"cannot remove container \"{name}\": container is {word}: unpause and then stop the container before removing or force remove",
        (Remove, _) => $"cannot remove container \"{name}\": container is {word}: stop the container before removing or force remove",
        (Start or Restart, ContainerStatus.Removing or ContainerStatus.Dead) => $"container is marked for removal and cannot be started: {name}",
        (Start, ContainerStatus.Paused) => $"cannot start a paused container, try unpause instead: {name}",
        (Update, ContainerStatus.Removing or ContainerStatus.Dead) => $"Cannot update container {state.Id}: container is marked for removal and cannot be \"update\"",
        (Exec, ContainerStatus.Paused or ContainerStatus.Pausing) => $"Container {state.Id} is paused, unpause the container before exec",
        (Pause, ContainerStatus.Paused or ContainerStatus.Pausing) => $"Container {state.Id} is already paused",
        (Unpause, _) => $"Container {state.Id} is not paused",
        (Rename, _) => $"container {name} is being removed and cannot be renamed",
        (_, ContainerStatus.Restarting) => $"Container {state.Id} is restarting, wait until the container is running",
        (Kill, _) => $"cannot kill container: {name}: container {state.Id} is not running",
        _ => $"container {state.Id} is not running",
    };

    /// <summary>The state as people read it.</summary>
    public static string Word(ContainerStatus status) => status.ToString().ToLowerInvariant();
}
