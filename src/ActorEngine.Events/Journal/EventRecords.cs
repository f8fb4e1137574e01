using System.Text.Json.Serialization;
using ActorEngine.Contracts;

namespace ActorEngine.Events;

/// <summary>An event as the journal holds it. Its number is its sequence number. Fields are only ever added.</summary>
internal sealed record RecordedEvent(long Number, DateTimeOffset Time, string Type, string Action, string Actor)
{
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
    public string? DeduplicationId { get; init; }

    public static RecordedEvent From(PublishEvent published, long number) =>
        new(number, published.Time, published.Type, published.Action, published.Actor)
        {
            Attributes = published.Attributes.Count == 0 ? null : published.Attributes,
            DeduplicationId = published.DeduplicationId,
        };

    public EngineEvent ToEvent() => Attributes is null
        ? new EngineEvent(Number, Time, Type, Action, Actor)
        : new EngineEvent(Number, Time, Type, Action, Actor) { Attributes = Attributes };
}

/// <summary>Where the stream stood; the events themselves stay in the journal.</summary>
internal sealed record EventsSnapshot(long Last, long Trimmed, IReadOnlyList<string> RememberedIds)
{
    /// <summary>Times of the events that the ids are of.</summary>
    public IReadOnlyList<DateTimeOffset> RememberedTimes { get; init => field = value ?? []; } = [];

    /// <summary>Ids of events up to this time may have been forgotten.</summary>
    public DateTimeOffset Forgotten { get; init; }
}

/// <summary>Compile-time JSON of the records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RecordedEvent))]
[JsonSerializable(typeof(EventsSnapshot))]
internal sealed partial class EventsJson : JsonSerializerContext;

/// <summary>What this feature writes into the journal, for registration with the engine's serializer.</summary>
public static class EventsJournal
{
    /// <summary>Manifests, types and JSON metadata.</summary>
    public static IReadOnlyList<MessageType> Types { get; } =
    [
        new("events.recorded/1", typeof(RecordedEvent), static () => EventsJson.Default.RecordedEvent),
        new("events.snapshot/1", typeof(EventsSnapshot), static () => EventsJson.Default.EventsSnapshot),
    ];
}
