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
        Of("lifecycle.created/1", JournalJson.Default.CreatedEvent),
        Of("lifecycle.start-requested/1", JournalJson.Default.StartRequestedEvent),
        Of("lifecycle.started/1", JournalJson.Default.StartedEvent),
        Of("lifecycle.start-failed/1", JournalJson.Default.StartFailedEvent),
        Of("lifecycle.adopted/1", JournalJson.Default.AdoptedEvent),
        Of("lifecycle.stop-requested/1", JournalJson.Default.StopRequestedEvent),
        Of("lifecycle.kill-requested/1", JournalJson.Default.KillRequestedEvent),
        Of("lifecycle.pause-requested/1", JournalJson.Default.PauseRequestedEvent),
        Of("lifecycle.paused/1", JournalJson.Default.PausedEvent),
        Of("lifecycle.unpaused/1", JournalJson.Default.UnpausedEvent),
        Of("lifecycle.exited/1", JournalJson.Default.ExitedEvent),
        Of("lifecycle.log-ended/1", JournalJson.Default.LogEndedEvent),
        Of("lifecycle.restart-scheduled/1", JournalJson.Default.RestartScheduledEvent),
        Of("lifecycle.renamed/1", JournalJson.Default.RenamedEvent),
        Of("lifecycle.updated/1", JournalJson.Default.UpdatedEvent),
        Of("lifecycle.remove-requested/1", JournalJson.Default.RemoveRequestedEvent),
        Of("lifecycle.died/1", JournalJson.Default.DiedEvent),
        Of("lifecycle.container-state/1", JournalJson.Default.ContainerState),
        Of("lifecycle.registered/1", JournalJson.Default.RegisteredEvent),
        Of("lifecycle.index-renamed/1", JournalJson.Default.IndexRenamedEvent),
        Of("lifecycle.forgotten/1", JournalJson.Default.ForgottenEvent),
        Of("lifecycle.noted/1", JournalJson.Default.NotedEvent),
        Of("lifecycle.index/1", JournalJson.Default.IndexSnapshot),
    ];

    private static MessageType Of<T>(string manifest, JsonTypeInfo<T> json) => new(manifest, typeof(T), json);
}
