namespace ActorEngine.Contracts;

/// <summary>The command was carried out.</summary>
public sealed record Done : IReply;

/// <summary>Answer to <see cref="CreateContainer"/>.</summary>
public sealed record ContainerCreated(ContainerId Id, string Name) : IReply
{
    /// <summary>What was asked for but this host cannot give, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="UpdateContainer"/>.</summary>
public sealed record ContainerUpdated(IReadOnlyList<string> Warnings) : IReply;

/// <summary>Answer to <see cref="WaitContainer"/>.</summary>
public sealed record ContainerWaited(ExitStatus Exit) : IReply
{
    /// <summary>Why the engine could not start it, where that is the reason it does not run.</summary>
    public string? Error { get; init; }
}
