using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>What can be asked of a container; the columns of docs/container-states.md.</summary>
internal enum ContainerVerb
{
    Start,
    Stop,
    Restart,
    Kill,
    Pause,
    Unpause,
    Remove,
    ForceRemove,
    Rename,
    Update,
    Resize,
    Exec,
    Top,
}

/// <summary>Which verb a message is.</summary>
internal static class ContainerVerbs
{
    public static ContainerVerb? Of(object message) => message switch
    {
        StartContainer => ContainerVerb.Start,
        StopContainer => ContainerVerb.Stop,
        RestartContainer => ContainerVerb.Restart,
        KillContainer => ContainerVerb.Kill,
        PauseContainer => ContainerVerb.Pause,
        UnpauseContainer => ContainerVerb.Unpause,
        RemoveContainer { Force: false } => ContainerVerb.Remove,
        RemoveContainer => ContainerVerb.ForceRemove,
        RenameContainer => ContainerVerb.Rename,
        UpdateContainer => ContainerVerb.Update,
        ResizeContainer => ContainerVerb.Resize,
        OpenExec or CreateExec => ContainerVerb.Exec,
        ListProcesses => ContainerVerb.Top,
        _ => null,
    };
}
