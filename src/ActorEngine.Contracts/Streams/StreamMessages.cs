namespace ActorEngine.Contracts;

/// <summary>
/// Joins a container's stdio. The answer is a stream: raw output frames, <see cref="StreamPosition"/> items, then <see cref="StreamEnded"/>.
/// Client to engine: raw stdin frames, half-close to end stdin.
/// </summary>
public sealed record AttachContainer(ContainerReference Container, bool Stdout = true, bool Stderr = true) : ICommand, IContainerMessage
{
    public bool Stdin { get; init; }
    /// <summary>The half-close ends the attachment, once everything before it was written, and leaves the program's stdin open.</summary>
    public bool LeavesStdinOpen { get; init; }
    /// <summary>Begin with what was written before now.</summary>
    public bool Logs { get; init; }
    /// <summary>Resume after this position, as a client does that lost its connection.</summary>
    public LogPosition? From { get; init; }
}

/// <summary>Reads what a container wrote. The answer is a stream: raw frames on channels 1 and 2 (whole bytes as written; each line prefixed when Timestamps is set), <see cref="StreamPosition"/> items, then <see cref="StreamEnded"/>.</summary>
public sealed record ReadLogs(ContainerReference Container, bool Stdout = true, bool Stderr = true) : IQuery, IContainerMessage
{
    public bool Follow { get; init; }
    /// <summary>Begin with the last N lines; null = all.</summary>
    public int? Tail { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? Until { get; init; }
    /// <summary>Prefix each line with its time (RFC 3339, nanoseconds).</summary>
    public bool Timestamps { get; init; }
    /// <summary>Prefix each line with the labels and variables that the container's log options name.</summary>
    public bool Details { get; init; }
    /// <summary>Resume after this position.</summary>
    public LogPosition? From { get; init; }
}

/// <summary>A place in a container's log: file number and byte offset in it.</summary>
public sealed record LogPosition(long File, long Offset);

/// <summary>Everything up to here has been sent.</summary>
public sealed record StreamPosition(LogPosition Position) : IItem;

/// <summary>Something a person should know about the stream: lost output, a gap.</summary>
public sealed record StreamNotice(string Message) : IItem;

/// <summary>The stream is complete.</summary>
public sealed record StreamEnded : IReply;

/// <summary>Copies a path out of a container. The answer is a stream of raw frames, a tar archive, begun by a <see cref="PathStat"/> item, ended by <see cref="StreamEnded"/>.</summary>
public sealed record CopyFromContainer(ContainerReference Container, string Path) : IQuery, IContainerMessage
{
    /// <summary>What the path is called in the archive, / or . for entries that begin so; null = by its own name, and what a path that ends in /. or is the root holds without it.</summary>
    public string? Top { get; init; }
}

/// <summary>Unpacks a tar archive, sent as raw frames and a half-close, in a directory of a container. Answer: <see cref="Done"/>.</summary>
public sealed record CopyToContainer(ContainerReference Container, string Path) : ICommand, IContainerMessage
{
    /// <summary>Keep the owners of the archive.</summary>
    public bool KeepOwners { get; init; }
    /// <summary>All belongs to the user that the container's program runs as; without such a setting <see cref="KeepOwners"/> counts.</summary>
    public bool AsUser { get; init; }
    /// <summary>A file may take the place of a directory and a directory that of a file.</summary>
    public bool Replace { get; init; }
    /// <summary>Directories that are there get the mode and owner of the archive's.</summary>
    public bool UpdateDirectories { get; init; }
}

/// <summary>Looks at a path in a container. Answer: <see cref="PathStat"/>.</summary>
public sealed record StatPath(ContainerReference Container, string Path) : IQuery, IContainerMessage;

/// <summary>What a path in a container is.</summary>
public sealed record PathStat(string Name, long Size, int Mode, DateTimeOffset ModifiedAt) : IReply, IItem
{
    public bool IsDirectory { get; init; }
    public string? LinkTarget { get; init; }
}
