namespace ActorEngine.Builder;

/// <summary>One step of a plan: makes a file system out of its parent's.</summary>
/// <param name="Id">Position in the plan; parents and inputs come before.</param>
/// <param name="Parent">The step that it stands on; null = nothing.</param>
/// <param name="Title">As progress shows it.</param>
internal abstract record PlanStep(int Id, int? Parent, string Title, SourcePlace Place)
{
    /// <summary>Steps whose files it reads.</summary>
    public virtual IEnumerable<int> Inputs => [];
}

/// <summary>FROM an image.</summary>
internal sealed record BaseStep(int Id, string Title, SourcePlace Place, ImageNeed Need, BaseImage Image) : PlanStep(Id, null, Title, Place);

/// <summary>WORKDIR: makes the directory where it is missing.</summary>
internal sealed record DirectoryStep(int Id, int? Parent, string Title, SourcePlace Place, string Path, string Owner) : PlanStep(Id, Parent, Title, Place);

/// <summary>RUN.</summary>
internal sealed record RunStep(int Id, int? Parent, string Title, SourcePlace Place) : PlanStep(Id, Parent, Title, Place)
{
    public required IReadOnlyList<string> Arguments { get; init; }
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Variables that change nothing, such as proxies: not part of the cache key.</summary>
    public IReadOnlyList<string> Uncounted { get; init; } = [];
    public string WorkingDirectory { get; init; } = "/";
    public string User { get; init; } = "";
    public string Network { get; init; } = "default";
    public string Security { get; init; } = "sandbox";
    public IReadOnlyList<RunMount> Mounts { get; init; } = [];

    /// <summary>A program that the build hands in, at <see cref="Script"/>'s path.</summary>
    public InlineFile? Script { get; init; }

    public override IEnumerable<int> Inputs => Mounts.Select(mount => mount.From).OfType<FileOrigin.Step>().Select(origin => origin.Id);
}

/// <summary>A file whose content stands in the Dockerfile.</summary>
internal sealed record InlineFile(string Path, string Content);

/// <summary>Where files come from.</summary>
internal abstract record FileOrigin
{
    private FileOrigin()
    {
    }

    public sealed record Context : FileOrigin
    {
        public override string ToString() => "context";
    }

    public sealed record Step(int Id) : FileOrigin
    {
        public override string ToString() => $"#{Id}";
    }

    /// <summary>No files, as of a stage from scratch.</summary>
    public sealed record Nothing : FileOrigin
    {
        public override string ToString() => "nothing";
    }
}

/// <summary>COPY and ADD.</summary>
internal sealed record CopyStep(int Id, int? Parent, string Title, SourcePlace Place) : PlanStep(Id, Parent, Title, Place)
{
    public required FileOrigin From { get; init; }

    /// <summary>Paths or patterns below the origin.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];
    public IReadOnlyList<InlineFile> Inline { get; init; } = [];
    public IReadOnlyList<string> Urls { get; init; } = [];
    public IReadOnlyList<GitAddress> Repositories { get; init; } = [];

    /// <summary>Repositories are copied with their .git directory.</summary>
    public bool KeepsGit { get; init; }

    /// <summary>Absolute; ends with a slash where it names a directory.</summary>
    public required string Destination { get; init; }
    public string? Owner { get; init; }
    public string? Mode { get; init; }

    /// <summary>sha256:... of a download, or a repository's commit.</summary>
    public string? Checksum { get; init; }
    public IReadOnlyList<string> Excludes { get; init; } = [];
    public bool Link { get; init; }
    public bool Parents { get; init; }

    /// <summary>Local archives are unpacked.</summary>
    public bool Unpacks { get; init; }

    /// <summary>Downloaded archives are unpacked.</summary>
    public bool UnpacksUrls { get; init; }

    public override IEnumerable<int> Inputs => From is FileOrigin.Step origin ? [origin.Id] : [];
}
