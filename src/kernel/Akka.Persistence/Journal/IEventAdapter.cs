namespace Akka.Persistence.Journal;

/// <summary>Converts between the events of an actor and what its journal stores.</summary>
public interface IEventAdapter : IWriteEventAdapter, IReadEventAdapter
{
}

public interface IWriteEventAdapter
{
    /// <summary>The type hint to store with the event; empty when none is needed.</summary>
    string Manifest(object evt);

    object ToJournal(object evt);
}

public interface IReadEventAdapter
{
    /// <summary>None, one or several events for a stored one.</summary>
    IEventSequence FromJournal(object evt, string manifest);
}
