using System.Collections.Immutable;
using Akka.Actor;
using Akka.Annotations;

namespace Akka.Persistence.Journal;

/// <summary>A journal that passes events through the adapters of its settings.</summary>
public abstract class WriteJournalBase : ActorBase
{
    private readonly EventAdapters _adapters;

    protected WriteJournalBase() => _adapters = Persistence.Instance.Apply(Context.System).SettingsFor(Self).Adapters;

    /// <summary>The writes among the envelopes, without senders, as they are to be stored.</summary>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables)
    {
        foreach (var write in resequenceables.OfType<AtomicWrite>())
            yield return new AtomicWrite(write.Events.Select(ForJournal).ToImmutableArray());
    }

    [InternalApi]
    protected IEnumerable<IPersistentRepresentation> AdaptFromJournal(IPersistentRepresentation representation)
    {
        var adapter = _adapters.Get(representation.Payload.GetType());
        return ReferenceEquals(adapter, IdentityEventAdapter.Instance)
            ? [representation]
            : adapter.FromJournal(representation.Payload, representation.Manifest).Events.Select(representation.WithPayload);
    }

    protected IPersistentRepresentation AdaptToJournal(IPersistentRepresentation representation)
    {
        var payload = representation.Payload;
        var adapter = _adapters.Get(payload.GetType());
        return adapter is IdentityEventAdapter or OneWayEventAdapter { Writes: false }
            ? representation
            : representation.WithPayload(adapter.ToJournal(payload)).WithManifest(adapter.Manifest(payload));
    }

    private IPersistentRepresentation ForJournal(IPersistentRepresentation representation) =>
        AdaptToJournal(representation.Update(
            representation.SequenceNr,
            representation.PersistenceId,
            representation.IsDeleted,
            ActorRefs.NoSender,
            representation.WriterGuid));
}
