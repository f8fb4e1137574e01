namespace ActorEngine.Contracts;

/// <summary>Follows the event stream: <see cref="EngineEvent"/> items, in order and without gap from the cursor on; ended by <see cref="StreamEnded"/>.</summary>
public sealed record SubscribeEvents : IQuery
{
    /// <summary>Begin after this number; null = from now (or from Since).</summary>
    public long? After { get; init; }
    public DateTimeOffset? Since { get; init; }
    /// <summary>End here; a past time reads history only.</summary>
    public DateTimeOffset? Until { get; init; }
    /// <summary>type, event, container, image, volume, label.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
    /// <summary>Send an <see cref="EventCursor"/> at the start and whenever the stream has passed events that do not fit the filters.</summary>
    public bool Cursor { get; init; }
}

/// <summary>All events up to this number that fit have been sent; where to begin after a lost connection.</summary>
public sealed record EventCursor(long Number) : IItem;

/// <summary>Something that happened, numbered in the engine's journal.</summary>
/// <param name="Number">Rises by one with each event, for ever.</param>
/// <param name="Type">container, image, network, volume, project or daemon.</param>
/// <param name="Action">Docker's verbs: create, start, die, oom, stop, kill, pause, unpause, restart, rename, update, attach, exec_create, exec_start, exec_die, log_drop, destroy, load, import, untag, delete; service_failed of a project.</param>
/// <param name="Actor">Id of the object.</param>
public sealed record EngineEvent(long Number, DateTimeOffset Time, string Type, string Action, string Actor) : IItem
{
    /// <summary>Labels, name, image, exitCode, signal and the like.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

/// <summary>Hands an event to the event journal, which numbers it. Between actors of one node; answered with <see cref="EventRecorded"/> only where that is asked for.</summary>
public sealed record PublishEvent(DateTimeOffset Time, string Type, string Action, string Actor) : ICommand
{
    public IReadOnlyDictionary<string, string> Attributes { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>Makes publishing idempotent: an id the journal already holds is not numbered again.</summary>
    public string? DeduplicationId { get; init; }
    /// <summary>Told after a restart, in case it was not told before: dropped where it is older than the ids that are remembered.</summary>
    public bool Again { get; init; }
    /// <summary>The sender wants to know when the journal holds it, and all that was published before it.</summary>
    public bool Acknowledge { get; init; }
}
