using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>When a container that exited is started again; its supervision strategy.</summary>
public sealed record RestartPolicy
{
    public RestartCondition Condition { get; init; }
    /// <summary>Most restarts in a row for on-failure; 0 = no bound.</summary>
    public int MaximumRetries { get; init; }
    /// <summary>A container that becomes unhealthy is stopped and started again, whatever the condition is; the restarts count as those after an exit do.</summary>
    public bool OnUnhealthy { get; init; }
    /// <summary>There is something after which it starts it again.</summary>
    [JsonIgnore]
    public bool Restarts => Condition != RestartCondition.No || OnUnhealthy;
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
