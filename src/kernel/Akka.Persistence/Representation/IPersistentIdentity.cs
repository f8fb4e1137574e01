namespace Akka.Persistence;

/// <summary>Under which name, and with which plugins, an actor stores.</summary>
public interface IPersistentIdentity
{
    string PersistenceId { get; }

    string JournalPluginId { get; }

    string SnapshotPluginId { get; }
}
