namespace ActorEngine.Logs;

/// <summary>Which part of a log is wanted.</summary>
public sealed record LogQuery
{
    /// <summary>Where to begin; the oldest record when not given. Ignored when <see cref="Tail"/> is given.</summary>
    public LogCursor From { get; init; }

    /// <summary>Begin with this many lines before the end.</summary>
    public int? Tail { get; init; }

    /// <summary>Leave out what is older.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>End at the first record that is younger.</summary>
    public DateTimeOffset? Until { get; init; }

    public LogStreams Streams { get; init; } = LogStreams.Both;

    /// <summary>At the end, wait for more, until <see cref="LogReader.FinishAt"/>.</summary>
    public bool Follow { get; init; }

    /// <summary>How many files that it has not come to a follower holds back from rotation.</summary>
    public int KeptFiles { get; init; } = LogReader.MostKeptFiles;
}
