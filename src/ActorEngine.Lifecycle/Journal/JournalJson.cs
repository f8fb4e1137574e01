using System.Text.Json.Serialization;

namespace ActorEngine.Lifecycle;

/// <summary>Compile-time JSON of journal events and snapshots.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CreatedEvent))]
[JsonSerializable(typeof(StartRequestedEvent))]
[JsonSerializable(typeof(StartedEvent))]
[JsonSerializable(typeof(StartFailedEvent))]
[JsonSerializable(typeof(AdoptedEvent))]
[JsonSerializable(typeof(StopRequestedEvent))]
[JsonSerializable(typeof(KillRequestedEvent))]
[JsonSerializable(typeof(PauseRequestedEvent))]
[JsonSerializable(typeof(PausedEvent))]
[JsonSerializable(typeof(UnpausedEvent))]
[JsonSerializable(typeof(ExitedEvent))]
[JsonSerializable(typeof(LogEndedEvent))]
[JsonSerializable(typeof(RestartScheduledEvent))]
[JsonSerializable(typeof(RenamedEvent))]
[JsonSerializable(typeof(UpdatedEvent))]
[JsonSerializable(typeof(RemoveRequestedEvent))]
[JsonSerializable(typeof(DiedEvent))]
[JsonSerializable(typeof(HealthChangedEvent))]
[JsonSerializable(typeof(StartCancelledEvent))]
[JsonSerializable(typeof(ContainerState))]
[JsonSerializable(typeof(RegisteredEvent))]
[JsonSerializable(typeof(IndexRenamedEvent))]
[JsonSerializable(typeof(ForgottenEvent))]
[JsonSerializable(typeof(NotedEvent))]
[JsonSerializable(typeof(IndexSnapshot))]
internal sealed partial class JournalJson : JsonSerializerContext;
