namespace Akka.Persistence.Journal;

/// <summary>An adapter with another one, or none, for either direction.</summary>
internal sealed class OneWayEventAdapter(IReadEventAdapter? read, IWriteEventAdapter? write) : IEventAdapter
{
    public bool Writes => write is not null;

    public bool Reads => read is not null;

    public string Manifest(object evt) => write?.Manifest(evt) ?? "";

    public object ToJournal(object evt) => write?.ToJournal(evt) ?? evt;

    public IEventSequence FromJournal(object evt, string manifest) =>
        read?.FromJournal(evt, manifest) ?? EventSequence.Single(evt);
}
