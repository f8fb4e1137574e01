using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>When a container that exited is started again; its supervision strategy.</summary>
public sealed record RestartPolicy
{
    public RestartCondition Condition { get; init; }
    /// <summary>Most restarts in a row for on-failure; 0 = no bound.</summary>
    public int MaximumRetries { get; init; }
}

/// <summary>Docker's restart policy names.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RestartCondition>))]
public enum RestartCondition
{
    [JsonStringEnumMemberName("no")] No,
    [JsonStringEnumMemberName("always")] Always,
    [JsonStringEnumMemberName("unless-stopped")] UnlessStopped,
    [JsonStringEnumMemberName("on-failure")] OnFailure,
}
