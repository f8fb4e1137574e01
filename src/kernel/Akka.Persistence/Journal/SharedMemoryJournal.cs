using System.Collections.Concurrent;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events in memory for all systems of the process.</summary>
public class SharedMemoryJournal() : MemoryJournal(Events, Highest)
{
    private static readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Events = new();
    private static readonly ConcurrentDictionary<string, long> Highest = new();
}
