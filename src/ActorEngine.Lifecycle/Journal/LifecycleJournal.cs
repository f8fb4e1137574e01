using System.Text.Json.Serialization.Metadata;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>
/// Every record that the lifecycle actors write into the journal or the snapshot store, for registration with the engine's
/// serializer. The number after the slash is the version of the record; a changed meaning gets a new one and keeps the old readable.
/// </summary>
public static class LifecycleJournal
{
    /// <summary>Manifests, types and JSON metadata.</summary>
    public static IReadOnlyList<MessageType> Types { get; } =
    [
        Of("lifecycle.created/1", static () => JournalJson.Default.CreatedEvent),
        Of("lifecycle.start-requested/1", static () => JournalJson.Default.StartRequestedEvent),
        Of("lifecycle.started/1", static () => JournalJson.Default.StartedEvent),
        Of("lifecycle.start-failed/1", static () => JournalJson.Default.StartFailedEvent),
        Of("lifecycle.adopted/1", static () => JournalJson.Default.AdoptedEvent),
        Of("lifecycle.stop-requested/1", static () => JournalJson.Default.StopRequestedEvent),
        Of("lifecycle.kill-requested/1", static () => JournalJson.Default.KillRequestedEvent),
        Of("lifecycle.pause-requested/1", static () => JournalJson.Default.PauseRequestedEvent),
        Of("lifecycle.paused/1", static () => JournalJson.Default.PausedEvent),
        Of("lifecycle.unpaused/1", static () => JournalJson.Default.UnpausedEvent),
        Of("lifecycle.exited/1", static () => JournalJson.Default.ExitedEvent),
        Of("lifecycle.log-ended/1", static () => JournalJson.Default.LogEndedEvent),
        Of("lifecycle.restart-scheduled/1", static () => JournalJson.Default.RestartScheduledEvent),
        Of("lifecycle.renamed/1", static () => JournalJson.Default.RenamedEvent),
        Of("lifecycle.updated/1", static () => JournalJson.Default.UpdatedEvent),
        Of("lifecycle.remove-requested/1", static () => JournalJson.Default.RemoveRequestedEvent),
        Of("lifecycle.died/1", static () => JournalJson.Default.DiedEvent),
        Of("lifecycle.health-changed/1", static () => JournalJson.Default.HealthChangedEvent),
        Of("lifecycle.start-cancelled/1", static () => JournalJson.Default.StartCancelledEvent),
        Of("lifecycle.container-state/1", static () => JournalJson.Default.ContainerState),
        Of("lifecycle.registered/1", static () => JournalJson.Default.RegisteredEvent),
        Of("lifecycle.index-renamed/1", static () => JournalJson.Default.IndexRenamedEvent),
        Of("lifecycle.forgotten/1", static () => JournalJson.Default.ForgottenEvent),
        Of("lifecycle.noted/1", static () => JournalJson.Default.NotedEvent),
        Of("lifecycle.index/1", static () => JournalJson.Default.IndexSnapshot),
    ];

    private static MessageType Of<T>(string manifest, Func<JsonTypeInfo<T>> json) => new(manifest, typeof(T), json);
}
