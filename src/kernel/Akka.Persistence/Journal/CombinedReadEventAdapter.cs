using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>Reads with several adapters; what each of them makes of an event comes one after the other.</summary>
public sealed class CombinedReadEventAdapter(IEnumerable<IEventAdapter> adapters) : IEventAdapter
{
    private readonly IEventAdapter[] _adapters = adapters.ToArray();

    public IEnumerable<IEventAdapter> Adapters => _adapters;

    public string Manifest(object evt) => throw OnlyReads();

    public object ToJournal(object evt) => throw OnlyReads();

    public IEventSequence FromJournal(object evt, string manifest) =>
        EventSequence.Create(_adapters.SelectMany(adapter => adapter.FromJournal(evt, manifest).Events));

    private static IllegalStateException OnlyReads() =>
        new("CombinedReadEventAdapter must not be used when writing (creating manifests) events!");
}
