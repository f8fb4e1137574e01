using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Gateway.Images;

/// <summary>Body of ImageCommit: settings that are laid over the container's.</summary>
internal sealed record CommitConfiguration
{
    public string? User { get; init; }
    public Dictionary<string, JsonElement>? ExposedPorts { get; init; }
    public List<string?>? Env { get; init; }
    [JsonConverter(typeof(WordsConverter))]
    public List<string>? Cmd { get; init; }
    [JsonConverter(typeof(WordsConverter))]
    public List<string>? Entrypoint { get; init; }
    public Dictionary<string, JsonElement>? Volumes { get; init; }
    public string? WorkingDir { get; init; }
    public List<string?>? OnBuild { get; init; }
    public Dictionary<string, string?>? Labels { get; init; }
    public string? StopSignal { get; init; }
    public CommitHealthcheck? Healthcheck { get; init; }
}

/// <summary>A health check; times in nanoseconds.</summary>
internal sealed record CommitHealthcheck
{
    public List<string?>? Test { get; init; }
    public long Interval { get; init; }
    public long Timeout { get; init; }
    public long StartPeriod { get; init; }
    public long StartInterval { get; init; }
    public int Retries { get; init; }
}

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(CommitConfiguration))]
internal sealed partial class CommitJson : JsonSerializerContext;
