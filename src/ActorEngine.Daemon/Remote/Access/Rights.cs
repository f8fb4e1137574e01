namespace ActorEngine.Daemon;

/// <summary>What a remote subject may do.</summary>
[Flags]
internal enum Rights
{
    None = 0,
    /// <summary>Look: containers, logs, statistics, events, images.</summary>
    View = 1,
    /// <summary>Start, stop, signal, pause, rename, limit.</summary>
    Operate = 2,
    /// <summary>Run programs in containers, type into them, copy files in and out.</summary>
    Execute = 4,
    /// <summary>Make and remove containers that get nothing of the host.</summary>
    Create = 8,
    /// <summary>Load and remove images.</summary>
    Images = 16,
    /// <summary>Give containers parts of the host: in effect, root on it.</summary>
    Host = 32,
}

/// <summary>Roles that need no definition.</summary>
internal static class BuiltInRoles
{
    public static readonly IReadOnlyDictionary<string, Rights> All = new Dictionary<string, Rights>(StringComparer.Ordinal)
    {
        ["viewer"] = Rights.View,
        ["operator"] = Rights.View | Rights.Operate | Rights.Execute | Rights.Create | Rights.Images,
        ["admin"] = Rights.View | Rights.Operate | Rights.Execute | Rights.Create | Rights.Images | Rights.Host,
    };
}

/// <summary>A subject of the configuration.</summary>
/// <param name="Subject">As the operator wrote it.</param>
/// <param name="Role">Name of the role.</param>
/// <param name="Rights">What the role grants.</param>
/// <param name="Labels">KEY=VALUE labels that a container must have, all of them; empty = every container.</param>
internal sealed record RemoteSubject(string Subject, string Role, Rights Rights, IReadOnlyList<string> Labels)
{
    /// <summary>True where this grants what the other grants, no more and no less.</summary>
    public bool Grants(RemoteSubject other) => Role == other.Role && Rights == other.Rights && Labels.SequenceEqual(other.Labels);

    public IReadOnlyList<string> RightNames => [.. Enum.GetValues<Rights>().Where(right => right != Rights.None && Rights.HasFlag(right)).Select(right => right.ToString().ToLowerInvariant())];
}
