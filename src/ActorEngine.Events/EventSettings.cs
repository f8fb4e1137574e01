namespace ActorEngine.Events;

/// <summary>Bounds of the event stream.</summary>
public sealed record EventSettings
{
    /// <summary>Events kept in the journal; older ones are trimmed.</summary>
    public int Keep { get; init; } = 10_000;

    /// <summary>Newest events kept in memory, which serve most readers.</summary>
    public int Tail { get; init; } = 512;

    /// <summary>Deduplication ids remembered.</summary>
    public int RememberedIds { get; init; } = 4096;

    /// <summary>Events between two snapshots, which bound the work of a recovery.</summary>
    public int SnapshotEvery { get; init; } = 1000;

    /// <summary>Events of one page at most.</summary>
    public int Page { get; init; } = 256;

    /// <summary>A reader that waited so long gets an empty page and asks again.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);
}
