using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Sqlite.Journal;
using Akka.Persistence.Sqlite.Snapshot;

namespace Akka.Persistence.Sqlite;

/// <summary>The SQLite journal and snapshot store of an actor system.</summary>
public class SqlitePersistence : IExtension
{
    public const string JournalConfigPath = "akka.persistence.journal.sqlite";
    public const string SnapshotConfigPath = "akka.persistence.snapshot-store.sqlite";

    public readonly Config DefaultJournalConfig;

    public readonly Config DefaultSnapshotConfig;

    static SqlitePersistence()
    {
        PluginTypes.Register(config => new SqliteJournal(config));
        PluginTypes.Register(config => new SqliteSnapshotStore(config));
    }

    public SqlitePersistence(ExtendedActorSystem system)
    {
        var defaults = DefaultConfiguration();
        system.Settings.InjectTopLevelFallback(defaults);
        DefaultJournalConfig = defaults.GetConfig(JournalConfigPath);
        DefaultSnapshotConfig = defaults.GetConfig(SnapshotConfigPath);
    }

    /// <summary>The settings of both plugins; a system that uses them falls back to this.</summary>
    public static Config DefaultConfiguration() =>
        ConfigurationFactory.FromResource<SqlitePersistence>("Akka.Persistence.Sqlite.sqlite.conf");

    public static SqlitePersistence Get(ActorSystem system) => SqlitePersistenceProvider.Instance.Apply(system);
}
