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

        string fix = (verb, state.Status) switch
        {
            (Remove, ContainerStatus.Paused) => "unpause and stop it first, or remove it by force",
            (_, ContainerStatus.Removing) => "its removal is in progress",
            (_, ContainerStatus.Dead) => "it can only be removed",
            (Remove, _) => "stop it first, or remove it by force",
            (Start or Exec, ContainerStatus.Paused) => "unpause it first",
            (Pause, ContainerStatus.Paused or ContainerStatus.Pausing) => "it is already paused",
            (Unpause, _) => "it is not paused",
            (_, ContainerStatus.Restarting) => "wait until it runs",
            _ => "it is not running",
        };
        return new Fault(FaultCode.Conflict, $"Cannot {Verb(verb)} container {name} ({state.Id.Short}) while it is {word}: {fix}.")
        {
            State = state.Status,
        };
    }

    /// <summary>The state as people read it.</summary>
    public static string Word(ContainerStatus status) => status.ToString().ToLowerInvariant();

    private static string Verb(ContainerVerb verb) => verb switch
    {
        ForceRemove => "remove",
        Exec => "exec in",
        Top => "list the processes of",
        Resize => "resize the terminal of",
        _ => verb.ToString().ToLowerInvariant(),
    };
}
