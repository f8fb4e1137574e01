namespace ActorEngine.Contracts;

/// <summary>Lists containers, newest first. Answer: <see cref="ContainerList"/>.</summary>
public sealed record ListContainers : IQuery
{
    /// <summary>Also those that do not run.</summary>
    public bool All { get; init; }
    /// <summary>The newest N whatever their state; 0 = no bound.</summary>
    public int Limit { get; init; }
    /// <summary>Rows with <see cref="ContainerSummary.Details"/>.</summary>
    public bool Details { get; init; }
    /// <summary>Docker's filters: id, name, label, status, health, exited, ancestor, before, since, network, volume, publish, expose, is-task, isolation.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>KEY=VALUE; the same key twice means either, different keys mean both.</summary>
public sealed record Filter(string Key, string Value);

/// <summary>Everything known of one container. Answer: <see cref="ContainerInspection"/>.</summary>
public sealed record InspectContainer(ContainerReference Container) : IQuery, IContainerMessage;

/// <summary>Processes of a running container. Answer: <see cref="ProcessTable"/>.</summary>
/// <param name="Arguments">ps(1) options; empty = -ef.</param>
public sealed record ListProcesses(ContainerReference Container, IReadOnlyList<string> Arguments) : IQuery, IContainerMessage;

/// <summary>Files that differ from the image. Answer: <see cref="FileChanges"/>.</summary>
public sealed record DiffContainer(ContainerReference Container) : IQuery, IContainerMessage;

/// <summary>Answer to <see cref="ListContainers"/>.</summary>
public sealed record ContainerList(IReadOnlyList<ContainerSummary> Containers) : IReply;

/// <summary>Answer to <see cref="ListProcesses"/>.</summary>
public sealed record ProcessTable(IReadOnlyList<string> Titles, IReadOnlyList<IReadOnlyList<string>> Rows) : IReply;

/// <summary>Answer to <see cref="DiffContainer"/>.</summary>
public sealed record FileChanges(IReadOnlyList<FileChange> Changes) : IReply;

/// <summary>One changed path; Docker's letters C, A, D.</summary>
public sealed record FileChange(FileChangeKind Kind, string Path);

/// <summary>Kinds of <see cref="FileChange"/>, numbered as in the Docker Engine API.</summary>
public enum FileChangeKind { Changed = 0, Added = 1, Deleted = 2 }
