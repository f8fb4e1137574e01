using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>
/// Summaries, written behind: what changed within a moment goes into one journal entry. A crash loses at most that moment, which the
/// containers' own journals correct as soon as they are read.
/// </summary>
public sealed partial class LifecycleManagerActor
{
    private readonly Dictionary<ContainerId, ContainerNote> notes = [];

    private void OnNoted(ContainerNoted message)
    {
        ContainerId id = message.Note.Summary.Id;
        if (index.Find(id) is null) return;
        notes[id] = message.Note;
        // An index that was made anew knows the names only when the containers tell them.
        if (message.Note.Summary.Status != ContainerStatus.Removing && index.Find(id)!.Name != message.Note.Summary.Name && index.Owner(message.Note.Summary.Name) is null) OnNameSettled(new NameSettled(id, message.Note.Summary.Name));
        if (!Timers.IsTimerActive(nameof(WriteNotes)))
            Timers.StartSingleTimer(nameof(WriteNotes), new WriteNotes(), services.Settings.NoteDelay);
    }

    private void OnWriteNotes()
    {
        if (!journalReady) return;
        // While containers are being read their news is mostly what is written already.
        List<ContainerNote> changed = [.. notes.Values.Where(note => !Same(index.Find(note.Summary.Id)?.Note, note))];
        notes.Clear();
        if (changed.Count == 0) return;
        var noted = new NotedEvent(changed);
        index.Apply(noted);
        Write(noted, null, _ => { foreach (ContainerNote note in changed) notes.TryAdd(note.Summary.Id, note); });
    }

    private static bool Same(ContainerNote? old, ContainerNote now) =>
        old is not null && old.Pid == now.Pid && old.Run == now.Run && old.Summary.Status == now.Summary.Status && old.Summary.Name == now.Summary.Name
        && old.Summary.RestartCount == now.Summary.RestartCount && old.Summary.Exit == now.Summary.Exit && old.Summary.StartedAt == now.Summary.StartedAt && old.Summary.Health == now.Summary.Health;
}
