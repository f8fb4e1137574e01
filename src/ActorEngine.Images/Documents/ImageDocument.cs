using System.Globalization;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>An image configuration (image-spec config.md). The blob itself is kept whole, so fields that are not read here are not lost.</summary>
internal sealed record ImageDocument(DateTimeOffset Created, string Architecture, string Os, string? Author, ImageConfiguration Configuration)
{
    public IReadOnlyList<Digest> DiffIds { get; init; } = [];

    public string? Variant { get; init; }

    public string? OsVersion { get; init; }

    /// <summary>Steps that made it, oldest first.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>Reads the JSON of a configuration.</summary>
    public static ImageDocument Parse(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = Json.Parse(json, "image configuration");
        JsonElement root = document.RootElement;
        DateTimeOffset created = DateTimeOffset.TryParse(root.Text("created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time : DateTimeOffset.UnixEpoch;
        List<Digest> diffIds = [];
        foreach (string diffId in root.Object("rootfs").Texts("diff_ids"))
        {
            if (!Sha256.IsDigest(diffId)) throw FaultException.BadArchive($"The image configuration names a diff id that is no sha256 digest: {diffId}");
            diffIds.Add(new Digest(diffId));
        }

        return new ImageDocument(created, root.Text("architecture") ?? "", root.Text("os") ?? "", root.Text("author"), Settings(root.Object("config")))
        {
            DiffIds = diffIds,
            Variant = root.Text("variant"),
            OsVersion = root.Text("os.version"),
            History = [.. root.Items("history").Select(Step)],
        };
    }

    private static ImageConfiguration Settings(JsonElement config) => new()
    {
        User = config.Text("User") is { Length: > 0 } user ? user : null,
        ExposedPorts = config.Keys("ExposedPorts"),
        Environment = config.Texts("Env"),
        Entrypoint = config.Texts("Entrypoint"),
        Command = config.Texts("Cmd"),
        Volumes = config.Keys("Volumes"),
        WorkingDirectory = config.Text("WorkingDir") is { Length: > 0 } directory ? directory : null,
        Labels = config.Pairs("Labels"),
        StopSignal = config.Text("StopSignal") is { Length: > 0 } signal ? signal : null,
        Shell = config.Texts("Shell"),
        OnBuild = config.Texts("OnBuild"),
        Healthcheck = config.Object("Healthcheck") is var check && check.Texts("Test").Count > 0 ? Check(check) : null,
    };

    private static HealthcheckSettings Check(JsonElement check) => new()
    {
        Test = check.Texts("Test"),
        Interval = check.Number("Interval") ?? 0,
        Timeout = check.Number("Timeout") ?? 0,
        StartPeriod = check.Number("StartPeriod") ?? 0,
        StartInterval = check.Number("StartInterval") ?? 0,
        Retries = (int)Math.Clamp(check.Number("Retries") ?? 0, 0, int.MaxValue),
    };

    private static HistoryEntry Step(JsonElement step) => new()
    {
        CreatedAt = DateTimeOffset.TryParse(step.Text("created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
        CreatedBy = step.Text("created_by") ?? "",
        Author = step.Text("author"),
        Comment = step.Text("comment") ?? "",
        IsEmpty = step.Flag("empty_layer"),
    };
}
