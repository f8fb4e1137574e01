namespace ActorEngine.Contracts;

/// <summary>Lists images. Answer: <see cref="ImageList"/>.</summary>
public sealed record ListImages : IQuery
{
    /// <summary>reference, label, label!, dangling, before, since, until.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>Everything known of one image. Answer: <see cref="ImageInspection"/>.</summary>
public sealed record InspectImage(ImageReference Image) : IQuery;

/// <summary>Gives an image one name more; it is taken from the image that had it. Answer: <see cref="Done"/>.</summary>
public sealed record TagImage(ImageReference Image, ImageReference Name) : ICommand;

/// <summary>
/// Writes images as one archive: an OCI layout that is a docker-archive as well. A name without a tag means all its tags. The answer is a stream of
/// raw frames, a tar archive, ended by <see cref="StreamEnded"/>.
/// </summary>
public sealed record SaveImages(IReadOnlyList<ImageReference> Images) : IQuery;

/// <summary>Writes a container's whole file system, without what is mounted in it. The answer is a stream of raw frames, a tar archive, ended by <see cref="StreamEnded"/>.</summary>
public sealed record ExportContainer(ContainerReference Container) : IQuery, IContainerMessage;

/// <summary>How an image came about. Answer: <see cref="ImageHistory"/>.</summary>
public sealed record GetImageHistory(ImageReference Image) : IQuery;

/// <summary>Looks for images in a registry. Answer: a fault, where the registry has no search, which the distribution-spec does not know.</summary>
/// <param name="Term">What to look for, perhaps after the registry's address and a slash.</param>
public sealed record SearchImages(string Term) : IQuery;

/// <summary>Loads a docker-archive or OCI layout archive (plain, gzip, bzip2, xz or zstd), sent as raw frames and a half-close. Answer: <see cref="ImagesLoaded"/>.</summary>
public sealed record LoadImage : ICommand;

/// <summary>Makes an image from a root file-system tar, sent as raw frames and a half-close, or fetched from <see cref="Source"/>. Answer: <see cref="ImagesLoaded"/>.</summary>
public sealed record ImportImage : ICommand
{
    /// <summary>http or https address that the engine fetches the archive from; null = the client sends it.</summary>
    public string? Source { get; init; }
    /// <summary>OS/ARCHITECTURE[/VARIANT] that the image is for; null = the engine's own.</summary>
    public string? Platform { get; init; }
    /// <summary>null leaves it without a name.</summary>
    public ImageReference? Reference { get; init; }
    public string? Message { get; init; }
    /// <summary>Configuration to give it; Dockerfile-like settings are parsed by the caller.</summary>
    public ImageConfiguration Configuration { get; init => field = value ?? new(); } = new();
}

/// <summary>Removes a name and, with the last one, the image. Answer: <see cref="ImageRemoved"/>.</summary>
public sealed record RemoveImage(ImageReference Image, bool Force = false) : ICommand;

/// <summary>Answer to <see cref="ListImages"/>.</summary>
public sealed record ImageList(IReadOnlyList<ImageSummary> Images) : IReply;

/// <summary>A row of <c>images</c>.</summary>
public sealed record ImageSummary(Digest Id)
{
    /// <summary>NAME:TAG each; empty for a dangling image.</summary>
    public IReadOnlyList<string> References { get; init => field = value ?? []; } = [];
    /// <summary>NAME@DIGEST each: what registries call it.</summary>
    public IReadOnlyList<string> Digests { get; init => field = value ?? []; } = [];
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>Bytes of all layers, unpacked.</summary>
    public long Size { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>Containers made from it.</summary>
    public int Containers { get; init; }
    public Digest ManifestDigest { get; init; }
    /// <summary>Bytes of its blobs, as they are kept and transferred.</summary>
    public long ContentSize { get; init; }
    /// <summary>OS/ARCHITECTURE[/VARIANT].</summary>
    public string Platform { get; init => field = value ?? ""; } = "";
}

/// <summary>Answer to <see cref="InspectImage"/>.</summary>
public sealed record ImageInspection(Digest Id) : IReply
{
    public IReadOnlyList<string> References { get; init => field = value ?? []; } = [];
    /// <summary>NAME@DIGEST each: what registries call it.</summary>
    public IReadOnlyList<string> Digests { get; init => field = value ?? []; } = [];
    public Digest ManifestDigest { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string Architecture { get; init => field = value ?? ""; } = "";
    public string Os { get; init => field = value ?? ""; } = "";
    public string? Variant { get; init; }
    public string? OsVersion { get; init; }
    public string? Author { get; init; }
    /// <summary>The note of the last step.</summary>
    public string? Comment { get; init; }
    public long Size { get; init; }
    public ImageConfiguration Configuration { get; init => field = value ?? new(); } = new();
    /// <summary>diff ids, lowest first.</summary>
    public IReadOnlyList<Digest> Layers { get; init => field = value ?? []; } = [];
    /// <summary>When it was last given a name here; null where it never was.</summary>
    public DateTimeOffset? LastTaggedAt { get; init; }
}

/// <summary>Answer to <see cref="LoadImage"/>, <see cref="ImportImage"/> and <see cref="PullImage"/>.</summary>
public sealed record ImagesLoaded(IReadOnlyList<ImageSummary> Images) : IReply
{
    /// <summary>What a pull came to, one for each tag.</summary>
    public IReadOnlyList<PulledReference> Pulled { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="RemoveImage"/>.</summary>
public sealed record ImageRemoved(IReadOnlyList<string> Untagged, IReadOnlyList<Digest> Deleted) : IReply;

/// <summary>Answer to <see cref="GetImageHistory"/>, newest first.</summary>
public sealed record ImageHistory(IReadOnlyList<HistoryEntry> Entries) : IReply;

/// <summary>A step that made an image.</summary>
public sealed record HistoryEntry
{
    public DateTimeOffset? CreatedAt { get; init; }
    public string CreatedBy { get; init => field = value ?? ""; } = "";
    public string? Author { get; init; }
    public string Comment { get; init => field = value ?? ""; } = "";
    /// <summary>Bytes of its layer, unpacked.</summary>
    public long Size { get; init; }
    /// <summary>It made no layer.</summary>
    public bool IsEmpty { get; init; }
}
