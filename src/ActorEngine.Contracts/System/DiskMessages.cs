namespace ActorEngine.Contracts;

/// <summary>What the engine keeps on the disk. Answer: <see cref="DiskUsage"/>.</summary>
public sealed record GetDiskUsage : IQuery;

/// <summary>Answer to <see cref="GetDiskUsage"/>; sizes in bytes.</summary>
public sealed record DiskUsage : IReply
{
    public IReadOnlyList<ImageUsage> Images { get; init => field = value ?? []; } = [];
    public IReadOnlyList<ContainerUsage> Containers { get; init => field = value ?? []; } = [];
    public IReadOnlyList<VolumeUsage> Volumes { get; init => field = value ?? []; } = [];
    /// <summary>Layers that leases hold: what builds and pulls keep.</summary>
    public IReadOnlyList<CacheUsage> Cache { get; init => field = value ?? []; } = [];
    /// <summary>All layers of images, each counted once: blobs and unpacked content.</summary>
    public long ImagesSize { get; init; }
    /// <summary>Of these, what would go with the images that no container uses.</summary>
    public long ImagesReclaimable { get; init; }
    /// <summary>Layers that leases alone hold.</summary>
    public long CacheSize { get; init; }
}

/// <summary>An image on the disk.</summary>
public sealed record ImageUsage(Digest Id)
{
    public IReadOnlyList<string> References { get; init => field = value ?? []; } = [];
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>Blobs and unpacked content of all its layers.</summary>
    public long Size { get; init; }
    /// <summary>Of these, what other images have too.</summary>
    public long SharedSize { get; init; }
    public int Containers { get; init; }
}

/// <summary>What a container wrote.</summary>
public sealed record ContainerUsage(ContainerId Id)
{
    public string Name { get; init => field = value ?? ""; } = "";
    public string Image { get; init => field = value ?? ""; } = "";
    public string Command { get; init => field = value ?? ""; } = "";
    public ContainerStatus Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public long Size { get; init; }
}

/// <summary>What a lease holds.</summary>
public sealed record CacheUsage(string Lease)
{
    public DateTimeOffset? Expires { get; init; }
    public int Layers { get; init; }
    public long Size { get; init; }
}

/// <summary>Removes images that no container uses. Answer: <see cref="ImagesPruned"/>.</summary>
public sealed record PruneImages : ICommand
{
    /// <summary>Also those that have names.</summary>
    public bool All { get; init; }
    /// <summary>until, label, label!.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="PruneImages"/>.</summary>
public sealed record ImagesPruned(IReadOnlyList<string> Untagged, IReadOnlyList<Digest> Deleted, long ReclaimedBytes) : IReply;

/// <summary>Removes containers that do not run. Answer: <see cref="ContainersPruned"/>.</summary>
public sealed record PruneContainers : ICommand
{
    /// <summary>until, label, label!.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="PruneContainers"/>.</summary>
public sealed record ContainersPruned(IReadOnlyList<ContainerId> Deleted, long ReclaimedBytes) : IReply;

/// <summary>Removes what builds keep for later ones. Running builds go on, and make anew what they miss. Answer: <see cref="BuildCachePruned"/>.</summary>
public sealed record PruneBuildCache : ICommand
{
    /// <summary>Also the directories of RUN --mount=type=cache.</summary>
    public bool All { get; init; }
    /// <summary>A time or a label says nothing of what builds keep: where filters are given, all of it stays.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="PruneBuildCache"/>.</summary>
/// <param name="Removed">Results of steps by the digests that stand for their file systems, and cache mounts by their directories' names.</param>
public sealed record BuildCachePruned(IReadOnlyList<string> Removed, long ReclaimedBytes) : IReply;

/// <summary>Removes containers that do not run, images that nothing uses, and what builds keep. Answer: <see cref="SystemPruned"/>.</summary>
public sealed record PruneSystem : ICommand
{
    /// <summary>Also images that have names, and all that builds keep.</summary>
    public bool All { get; init; }
    /// <summary>Also anonymous volumes that no container has.</summary>
    public bool Volumes { get; init; }
    /// <summary>until, label, label!.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="PruneSystem"/>.</summary>
public sealed record SystemPruned : IReply
{
    public IReadOnlyList<ContainerId> Containers { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Untagged { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Digest> Images { get; init => field = value ?? []; } = [];
    public IReadOnlyList<VolumeName> Volumes { get; init => field = value ?? []; } = [];
    public long ReclaimedBytes { get; init; }
}

/// <summary>Checks that everything in the image store is whole: blobs by their digests, layers by what their blobs say, references. Answer: <see cref="ImagesVerified"/>.</summary>
public sealed record VerifyImages : ICommand
{
    /// <summary>Fetch blobs that are missing or damaged again from where they were pulled, and unpack damaged layers again from their blobs.</summary>
    public bool Repair { get; init; }
    /// <summary>Only these; empty = everything.</summary>
    public IReadOnlyList<ImageReference> Images { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="VerifyImages"/>.</summary>
public sealed record ImagesVerified(IReadOnlyList<StoreDefect> Defects) : IReply
{
    public int Blobs { get; init; }
    public int Layers { get; init; }
    public long Bytes { get; init; }
}

/// <summary>Something in the image store that is not as it should be.</summary>
/// <param name="Object">blob, layer or image.</param>
/// <param name="Id">Its digest or chain id.</param>
/// <param name="Reason">One sentence for a person.</param>
/// <param name="Repaired">It is whole again.</param>
public sealed record StoreDefect(string Object, string Id, string Reason, bool Repaired)
{
    /// <summary>Images that need it: names, or ids where they have none.</summary>
    public IReadOnlyList<string> Images { get; init => field = value ?? []; } = [];
    /// <summary>The blob that is missing or damaged; null where it is something else.</summary>
    public Digest? Blob { get; init; }
    /// <summary>Its bytes; below 0 where unknown.</summary>
    public long BlobSize { get; init; }
    /// <summary>Repositories, in full, whose registry had it.</summary>
    public IReadOnlyList<string> Origins { get; init => field = value ?? []; } = [];
}
