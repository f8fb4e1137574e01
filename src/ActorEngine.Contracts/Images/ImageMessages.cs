namespace ActorEngine.Contracts;

/// <summary>Lists images. Answer: <see cref="ImageList"/>.</summary>
public sealed record ListImages : IQuery
{
    /// <summary>reference, label, dangling, before, since.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>Everything known of one image. Answer: <see cref="ImageInspection"/>.</summary>
public sealed record InspectImage(ImageReference Image) : IQuery;

/// <summary>Loads a docker-archive or OCI layout archive (plain, gzip or zstd), sent as raw frames and a half-close. Answer: <see cref="ImagesLoaded"/>.</summary>
public sealed record LoadImage : ICommand;

/// <summary>Makes an image from a root file-system tar, sent as raw frames and a half-close. Answer: <see cref="ImagesLoaded"/>.</summary>
public sealed record ImportImage : ICommand
{
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
    public string? Author { get; init; }
    public long Size { get; init; }
    public ImageConfiguration Configuration { get; init => field = value ?? new(); } = new();
    /// <summary>diff ids, lowest first.</summary>
    public IReadOnlyList<Digest> Layers { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="LoadImage"/>, <see cref="ImportImage"/> and <see cref="PullImage"/>.</summary>
public sealed record ImagesLoaded(IReadOnlyList<ImageSummary> Images) : IReply
{
    /// <summary>What a pull came to, one for each tag.</summary>
    public IReadOnlyList<PulledReference> Pulled { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="RemoveImage"/>.</summary>
public sealed record ImageRemoved(IReadOnlyList<string> Untagged, IReadOnlyList<Digest> Deleted) : IReply;
