namespace ActorEngine.Contracts;

/// <summary>Commands and queries about one container, whichever they are.</summary>
public static class ContainerMessages
{
    /// <summary>The same message about another container. Used to settle a name once, so that it cannot come to mean another container on the way.</summary>
    /// <exception cref="ArgumentException">The message is not in the contract.</exception>
    public static IContainerMessage For(this IContainerMessage message, ContainerReference container) => message switch
    {
        StartContainer m => m with { Container = container },
        StopContainer m => m with { Container = container },
        RestartContainer m => m with { Container = container },
        KillContainer m => m with { Container = container },
        PauseContainer m => m with { Container = container },
        UnpauseContainer m => m with { Container = container },
        RemoveContainer m => m with { Container = container },
        RenameContainer m => m with { Container = container },
        UpdateContainer m => m with { Container = container },
        WaitContainer m => m with { Container = container },
        ResizeContainer m => m with { Container = container },
        InspectContainer m => m with { Container = container },
        ListProcesses m => m with { Container = container },
        DiffContainer m => m with { Container = container },
        AttachContainer m => m with { Container = container },
        ReadLogs m => m with { Container = container },
        CopyFromContainer m => m with { Container = container },
        CopyToContainer m => m with { Container = container },
        CommitContainer m => m with { Container = container },
        ExportContainer m => m with { Container = container },
        StatPath m => m with { Container = container },
        CreateExec m => m with { Container = container },
        StartExec m => m with { Container = container },
        ResizeExec m => m with { Container = container },
        InspectExec m => m with { Container = container },
        ConnectNetwork m => m with { Container = container },
        DisconnectNetwork m => m with { Container = container },
        _ => throw new ArgumentException($"{message.GetType().Name} is no message about a container."),
    };
}
