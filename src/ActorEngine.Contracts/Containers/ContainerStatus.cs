using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>States of a container (docs/container-states.md). The text form is the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContainerStatus>))]
public enum ContainerStatus
{
    [JsonStringEnumMemberName("created")] Created,
    [JsonStringEnumMemberName("starting")] Starting,
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("pausing")] Pausing,
    [JsonStringEnumMemberName("paused")] Paused,
    [JsonStringEnumMemberName("stopping")] Stopping,
    [JsonStringEnumMemberName("restarting")] Restarting,
    [JsonStringEnumMemberName("exited")] Exited,
    [JsonStringEnumMemberName("removing")] Removing,
    [JsonStringEnumMemberName("dead")] Dead,
}
