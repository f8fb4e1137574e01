using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Gateway.Containers;

/// <summary>Body of ContainerCreate: ContainerConfig of the API's description, with HostConfig and NetworkingConfig in it.</summary>
internal sealed record ContainerBody
{
    public string? Hostname { get; init; }
    public string? Domainname { get; init; }
    public string? User { get; init; }
    public bool? AttachStdin { get; init; }
    public bool? AttachStdout { get; init; }
    public bool? AttachStderr { get; init; }
    /// <summary>Keys such as 80/tcp; values say nothing.</summary>
    public Dictionary<string, JsonElement>? ExposedPorts { get; init; }
    public bool? Tty { get; init; }
    public bool? OpenStdin { get; init; }
    public bool? StdinOnce { get; init; }
    public List<string?>? Env { get; init; }
    [JsonConverter(typeof(TextsConverter))]
    public List<string?>? Cmd { get; init; }
    public HealthBody? Healthcheck { get; init; }
    public string? Image { get; init; }
    /// <summary>Paths of anonymous volumes; values say nothing.</summary>
    public Dictionary<string, JsonElement>? Volumes { get; init; }
    public string? WorkingDir { get; init; }
    [JsonConverter(typeof(TextsConverter))]
    public List<string?>? Entrypoint { get; init; }
    public bool? NetworkDisabled { get; init; }
    /// <summary>Of the main network; up to 1.51, deprecated since 1.44.</summary>
    public string? MacAddress { get; init; }
    public Dictionary<string, string?>? Labels { get; init; }
    public string? StopSignal { get; init; }
    public int? StopTimeout { get; init; }
    public HostConfigBody? HostConfig { get; init; }
    public NetworkingBody? NetworkingConfig { get; init; }
}

/// <summary>HealthConfig; times in nanoseconds.</summary>
internal sealed record HealthBody
{
    public List<string?>? Test { get; init; }
    public long? Interval { get; init; }
    public long? Timeout { get; init; }
    public long? StartPeriod { get; init; }
    public long? StartInterval { get; init; }
    public int? Retries { get; init; }
}
