using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.Persistence.Sqlite;

namespace ActorEngine.Kernel.Tests.Persistence;

public class ExtensionTests
{
    [Fact]
    public async Task Plugins_are_started_once_and_found_by_their_path()
    {
        await using var system = PersistenceSystem.InMemory();
        var extension = Akka.Persistence.Persistence.Instance.Apply(system.System);
        var journal = extension.JournalFor("akka.persistence.journal.inmem");
        Assert.Equal(journal, extension.JournalFor(""));
        Assert.Equal("akka.persistence.journal.inmem", journal.Path.Name);
        Assert.Equal(extension.SnapshotStoreFor("akka.persistence.snapshot-store.inmem"), extension.SnapshotStoreFor(""));
        Assert.Same(IdentityEventAdapter.Instance, extension.AdaptersFor("").Get<Note>());
    }

    [Fact]
    public async Task A_plugin_that_is_not_configured_is_refused()
    {
        await using var system = PersistenceSystem.InMemory();
        var extension = Akka.Persistence.Persistence.Instance.Apply(system.System);
        Assert.Throws<ArgumentException>(() => extension.JournalFor("akka.persistence.journal.nowhere"));
    }

    [Fact]
    public async Task Without_a_snapshot_store_actors_recover_from_events_and_cannot_save()
    {
        await using var system = PersistenceSystem.InMemory();
        var recorder = new Recorder();
        var actor = system.System.ActorOf(Props.Create(() => new Storeless(recorder)));
        actor.Tell("snap");
        Assert.Equal(["recovered", "not saved"], await recorder.Until(2));
    }

    [Fact]
    public void The_sqlite_settings_have_their_names()
    {
        var config = SqlitePersistence.DefaultConfiguration();
        var journal = config.GetConfig(SqlitePersistence.JournalConfigPath);
        Assert.Equal("event_journal", journal.GetString("table-name"));
        Assert.Equal("journal_metadata", journal.GetString("metadata-table-name"));
        Assert.False(journal.GetBoolean("auto-initialize"));
        Assert.Equal(TimeSpan.FromSeconds(30), journal.GetTimeSpan("connection-timeout"));
        Assert.Equal("snapshot", config.GetString(SqlitePersistence.SnapshotConfigPath + ".table-name"));
        Assert.Equal("akka.persistence.journal.sqlite", config.GetString("akka.persistence.journal.plugin"));
    }

    private sealed class Storeless : ReceivePersistentActor
    {
        public Storeless(Recorder recorder)
        {
            SnapshotPluginId = "akka.persistence.no-snapshot-store";
            Recover<RecoveryCompleted>(_ => recorder.Add("recovered"));
            Command<string>(_ => SaveSnapshot(new Notes([])));
            Command<SaveSnapshotFailure>(_ => recorder.Add("not saved"));
        }

        public override string PersistenceId => "storeless";
    }
}
