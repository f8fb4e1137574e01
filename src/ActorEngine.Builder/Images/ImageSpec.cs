namespace ActorEngine.Builder;

/// <summary>An image's configuration (image-spec config.md, with Docker's Healthcheck, OnBuild and Shell), layers apart.</summary>
internal sealed record ImageSpec
{
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public string Architecture { get; init; } = "";
    public string Os { get; init; } = "linux";
    public string? Variant { get; init; }
    public string? Author { get; init; }
    public string User { get; init; } = "";
    public string WorkingDirectory { get; init; } = "";
    public string? StopSignal { get; init; }
    public IReadOnlyList<string> Environment { get; init; } = [];
    public IReadOnlyList<string>? Entrypoint { get; init; }
    public IReadOnlyList<string>? Command { get; init; }
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];
    public IReadOnlyList<string> Volumes { get; init; } = [];
    public IReadOnlyList<string> Shell { get; init; } = [];
    public IReadOnlyList<string> OnBuild { get; init; } = [];
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
    public Contracts.HealthcheckSettings? Healthcheck { get; init; }
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>What a stage FROM scratch begins with.</summary>
    public static ImageSpec Scratch(Platform platform) => new()
    {
        Architecture = platform.Architecture,
        Os = platform.Os,
        Variant = platform.Variant,
        Environment = ["PATH=" + DefaultPath],
    };

    /// <summary>Sets a variable, in its place where it is there already.</summary>
    public ImageSpec WithVariable(string name, string value) => this with { Environment = Variables.Set(Environment, name, value) };

    public ImageSpec WithLabel(string name, string value) =>
        this with { Labels = new SortedDictionary<string, string>(Labels.ToDictionary(), StringComparer.Ordinal) { [name] = value } };
}

/// <summary>One line of an image's history.</summary>
/// <param name="CreatedBy">The instruction.</param>
/// <param name="Created">null until the image is written.</param>
internal sealed record HistoryEntry(string CreatedBy, DateTimeOffset? Created = null)
{
    public string? Comment { get; init; }
    public string? Author { get; init; }
    public bool IsEmptyLayer { get; init; }

    /// <summary>The step that makes its layer, which may turn out to be empty; null for lines of the base image and of mere settings.</summary>
    public int? Step { get; init; }
}
