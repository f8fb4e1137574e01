namespace ActorEngine.Images;

/// <summary>What an entry is.</summary>
internal enum TarEntryKind
{
    File,
    HardLink,
    SymbolicLink,
    CharacterDevice,
    BlockDevice,
    Directory,
    Fifo,
}

/// <summary>One entry of a tar archive, extended headers applied. Names are bytes as the archive has them.</summary>
internal sealed record TarEntry(TarEntryKind Kind, byte[] Name, byte[] LinkName)
{
    /// <summary>Bytes of data that follow.</summary>
    public long Size { get; init; }

    /// <summary>Where the data belongs in a sparse file; null for a plain one.</summary>
    public SparseMap? Sparse { get; init; }

    /// <summary>Bytes of the file that the entry makes.</summary>
    public long FileSize => Sparse?.Size ?? Size;

    /// <summary>Permission bits with set-user-id, set-group-id and sticky.</summary>
    public uint Mode { get; init; }

    public uint UserId { get; init; }

    public uint GroupId { get; init; }

    /// <summary>Nanoseconds since 1970.</summary>
    public long Modified { get; init; }

    public uint DeviceMajor { get; init; }

    public uint DeviceMinor { get; init; }

    /// <summary>Extended attributes by name.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Attributes { get; init; } = [];

    /// <summary>The name for people.</summary>
    public string DisplayName => System.Text.Encoding.UTF8.GetString(Name);
}
