using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Which containers there are, by id, name and operation. Changed only by <see cref="Apply"/> and the reservations beside it.</summary>
internal sealed class IndexState
{
    private readonly Dictionary<ContainerId, IndexEntry> entries = [];
    private readonly Dictionary<OperationId, ContainerId> operations = [];

    /// <summary>Names that a rename in progress holds; the container has its old one as well.</summary>
    private readonly Dictionary<string, ContainerId> reserved = new(StringComparer.Ordinal);

    public NameIndex Names { get; private set; } = NameIndex.Empty;

    public IReadOnlyCollection<IndexEntry> Entries => entries.Values;

    public IndexEntry? Find(ContainerId id) => entries.GetValueOrDefault(id);

    /// <summary>The container that an operation made.</summary>
    public ContainerId? MadeBy(OperationId operation) =>
        operation.Value is { Length: > 0 } && operations.TryGetValue(operation, out ContainerId id) ? id : null;

    /// <summary>Who has or is about to have a name.</summary>
    public ContainerId? Owner(string name) =>
        Names.Owner(name) ?? (reserved.TryGetValue(name, out ContainerId id) ? id : null);

    /// <summary>Keeps a name free for a rename until <see cref="Settle"/>.</summary>
    public void Reserve(string name, ContainerId id) => reserved[name] = id;

    /// <summary>A rename came to its end.</summary>
    public void Settle(ContainerId id)
    {
        foreach (string name in reserved.Where(pair => pair.Value == id).Select(pair => pair.Key).ToArray()) reserved.Remove(name);
    }

    public void Apply(IIndexEvent change)
    {
        switch (change)
        {
            case RegisteredEvent e:
                Add(new IndexEntry(e.Id, e.Name, e.Operation, e.Image, e.Time));
                break;
            case IndexRenamedEvent e when Find(e.Id) is { } entry:
                entries[e.Id] = entry with { Name = e.Name };
                Names = Names.With(e.Id, e.Name);
                break;
            case ForgottenEvent e when entries.Remove(e.Id, out IndexEntry? gone):
                operations.Remove(gone.Operation);
                Names = Names.Without(e.Id);
                break;
            case NotedEvent e:
                foreach (ContainerNote note in e.Notes)
                    if (Find(note.Summary.Id) is { } noted) entries[noted.Id] = noted with { Note = note };
                break;
        }
    }

    public void Restore(IndexSnapshot snapshot)
    {
        foreach (IndexEntry entry in snapshot.Entries) Add(entry);
    }

    public IndexSnapshot ToSnapshot() => new([.. entries.Values]);

    private void Add(IndexEntry entry)
    {
        entries[entry.Id] = entry;
        if (entry.Operation.Value is { Length: > 0 }) operations[entry.Operation] = entry.Id;
        Names = Names.With(entry.Id, entry.Name);
    }
}
