using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>
/// Looks at replayed events through a window, in which events of an older incarnation that come after a newer one's
/// first are noticed before the actor sees them.
/// </summary>
internal sealed class ReplayWindow(ReplayFilterSettings settings, ILoggingAdapter log, Action<IPersistentRepresentation> emit)
{
    private readonly Queue<string> _oldWriters = new();
    private Queue<IPersistentRepresentation> _window = new();
    private string _writer = "";
    private long _sequenceNr;

    /// <exception cref="IllegalStateException">The event is out of place, and the mode is to fail.</exception>
    public void Offer(IPersistentRepresentation replayed)
    {
        if (_window.Count >= settings.WindowSize) emit(_window.Dequeue());
        if (replayed.WriterGuid == _writer)
        {
            if (replayed.SequenceNr < _sequenceNr && !Keep(replayed, "comes after a later event of the same writer")) return;
        }
        else if (_oldWriters.Contains(replayed.WriterGuid))
        {
            if (Keep(replayed, "is of a writer that was replaced before")) _window.Enqueue(replayed);
            return;
        }
        else
        {
            TakeOver(replayed);
        }

        _sequenceNr = replayed.SequenceNr;
        _window.Enqueue(replayed);
    }

    public void Flush()
    {
        while (_window.TryDequeue(out var replayed)) emit(replayed);
    }

    private void TakeOver(IPersistentRepresentation first)
    {
        if (_writer.Length > 0) _oldWriters.Enqueue(_writer);
        if (_oldWriters.Count > settings.MaxOldWriters) _oldWriters.Dequeue();
        _writer = first.WriterGuid;
        _window = new Queue<IPersistentRepresentation>(_window.Where(older =>
            older.SequenceNr < first.SequenceNr || Keep(older, "is of an older writer and not before the newer writer's first event")));
    }

    private bool Keep(IPersistentRepresentation replayed, string reason)
    {
        var issue = $"Invalid replayed event [sequenceNr={replayed.SequenceNr}, writerUUID={replayed.WriterGuid}] for persistenceId "
            + $"[{replayed.PersistenceId}]: it {reason} [sequenceNr={_sequenceNr}, writerUUID={_writer}].";
        if (settings.Mode == ReplayFilterMode.Fail)
        {
            log.Error(issue);
            throw new IllegalStateException(issue);
        }

        log.Warning(issue);
        return settings.Mode == ReplayFilterMode.Warn;
    }
}
