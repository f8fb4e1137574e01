namespace ActorEngine.Builder;

internal enum RunMountKind
{
    Bind,
    Cache,
    Tmpfs,
    Secret,
    Ssh,
}

/// <summary>How many steps may use a cache mount at once.</summary>
internal enum CacheSharing
{
    Shared,
    Private,
    Locked,
}

/// <summary>One --mount of a RUN.</summary>
/// <param name="Target">Absolute path in the container; empty for a secret that is only a variable.</param>
internal sealed record RunMount(RunMountKind Kind, string Target)
{
    /// <summary>Where a bind's or a cache's first files come from.</summary>
    public FileOrigin? From { get; init; }
    public string Source { get; init; } = "";
    public bool ReadOnly { get; init; }

    /// <summary>Of a cache, a secret or an agent.</summary>
    public string Id { get; init; } = "";
    public CacheSharing Sharing { get; init; }
    public int? Mode { get; init; }
    public int UserId { get; init; }
    public int GroupId { get; init; }

    /// <summary>A secret or agent that the request does not bring is an error.</summary>
    public bool Required { get; init; }

    /// <summary>The variable that holds a secret.</summary>
    public string? Variable { get; init; }

    /// <summary>Bytes of a tmpfs.</summary>
    public long? Size { get; init; }
}
