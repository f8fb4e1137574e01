using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>What the journal of the index holds: which containers there are, and a summary of each for the first seconds after a start.</summary>
internal interface IIndexEvent;

/// <summary>The name is taken and the id given; the container's own journal begins after this.</summary>
internal sealed record RegisteredEvent(DateTimeOffset Time, ContainerId Id, string Name, OperationId Operation, string Image) : IIndexEvent;

/// <summary>The container of an <see cref="RegisteredEvent"/> has another name.</summary>
internal sealed record IndexRenamedEvent(ContainerId Id, string Name) : IIndexEvent;

/// <summary>The container is gone or was never finished.</summary>
internal sealed record ForgottenEvent(ContainerId Id) : IIndexEvent;

/// <summary>How containers looked a moment ago. Written behind, in batches; the container's own journal is the truth.</summary>
internal sealed record NotedEvent(IReadOnlyList<ContainerNote> Notes) : IIndexEvent;

/// <summary>What <c>ps</c> shows of a container until its actor has recovered.</summary>
internal sealed record ContainerNote(ContainerSummary Summary, int Pid, int Run);

/// <summary>The whole index; a snapshot.</summary>
internal sealed record IndexSnapshot(IReadOnlyList<IndexEntry> Entries);

/// <summary>One container of the index.</summary>
internal sealed record IndexEntry(ContainerId Id, string Name, OperationId Operation, string Image, DateTimeOffset CreatedAt)
{
    /// <summary>null until the container is created.</summary>
    public ContainerNote? Note { get; init; }
}
