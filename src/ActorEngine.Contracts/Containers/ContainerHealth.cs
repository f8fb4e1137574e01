using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>How a container with a health check is (Docker Engine API, Health). The text form is the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HealthStatus>))]
public enum HealthStatus
{
    /// <summary>No probe has passed yet, and too few have failed.</summary>
    [JsonStringEnumMemberName("starting")] Starting,
    /// <summary>The last probe that counts passed.</summary>
    [JsonStringEnumMemberName("healthy")] Healthy,
    /// <summary>As many probes in a row failed as its check allows, or it does not run any more.</summary>
    [JsonStringEnumMemberName("unhealthy")] Unhealthy,
}

/// <summary>What the health check of a container has found.</summary>
public sealed record ContainerHealth
{
    public HealthStatus Status { get; init; }
    /// <summary>Probes that failed in a row; those of the start period do not count.</summary>
    public int FailingStreak { get; init; }
    /// <summary>The newest five results, the oldest first. Kept by the daemon only: empty after its start until the next probe.</summary>
    public IReadOnlyList<HealthResult> Log { get; init => field = value ?? []; } = [];
}

/// <summary>One probe.</summary>
/// <param name="ExitCode">0 passed; -1 where there was no exit, such as a probe that took too long; else failed.</param>
/// <param name="Output">What it wrote, the first 4096 bytes.</param>
public sealed record HealthResult(DateTimeOffset Start, DateTimeOffset End, int ExitCode, string Output);
