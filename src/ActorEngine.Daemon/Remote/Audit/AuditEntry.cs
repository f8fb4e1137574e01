using System.Text.Json.Serialization;

namespace ActorEngine.Daemon;

/// <summary>One line of the audit log.</summary>
/// <param name="Time">When it was decided (UTC).</param>
/// <param name="Outcome">session-opened, session-refused, session-ended, accepted or refused.</param>
internal sealed record AuditEntry(DateTimeOffset Time, string Outcome)
{
    /// <summary>Whom the engine took the client for; what it presented where it was refused.</summary>
    public string? Subject { get; init; }
    public string? Role { get; init; }
    /// <summary>Number of the session; the same in the actor tree.</summary>
    public long? Session { get; init; }
    /// <summary>Address of the client's actor system, as it says.</summary>
    public string? Client { get; init; }
    /// <summary>Manifest of the message.</summary>
    public string? Request { get; init; }
    /// <summary>The container, image or name that it is about, as asked.</summary>
    public string? Object { get; init; }
    /// <summary>Why it was refused or ended.</summary>
    public string? Reason { get; init; }
}

/// <summary>Compile-time JSON of the audit log.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AuditJson : JsonSerializerContext;
