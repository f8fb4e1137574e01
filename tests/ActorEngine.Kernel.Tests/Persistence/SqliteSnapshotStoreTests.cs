using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Kernel.Tests.Persistence;

public sealed class SqliteSnapshotStoreTests : IDisposable
{
    private readonly TempDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_snapshot_outlives_the_system()
    {
        await StoreThreeWithSnapshotAtTwo();
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        Assert.Equal(["one", "two", "three"], (await system.AskAsync<Notes>(actor, Ask.State)).Texts);
        Assert.Equal(["snapshot@2", "replay:three@3", "recovered@3"], recorder.Seen);
    }

    [Fact]
    public async Task Rows_have_the_columns_of_the_format()
    {
        var before = TimeProvider.System.GetUtcNow().UtcDateTime.Ticks;
        await StoreThreeWithSnapshotAtTwo();
        Assert.Equal(
            ["a,2,notes,1:one|two,4711"],
            _database.Query("SELECT persistence_id, sequence_nr, manifest, payload, serializer_id FROM snapshot"));
        Assert.InRange(long.Parse(_database.Query("SELECT created_at FROM snapshot")[0]), before, TimeProvider.System.GetUtcNow().UtcDateTime.Ticks);
    }

    [Fact]
    public async Task A_second_snapshot_of_a_sequence_number_replaces_the_first()
    {
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        await system.AskAsync<long>(actor, new Note("one"));
        actor.Tell("snap");
        actor.Tell("snap");
        await recorder.Until(3);
        Assert.Equal(["saved@1", "saved@1"], recorder.Seen.Skip(1));
        Assert.Equal(["1"], _database.Query("SELECT COUNT(*) FROM snapshot"));
    }

    [Fact]
    public async Task Snapshots_are_deleted_one_by_one_and_in_ranges()
    {
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        for (var i = 1; i <= 4; i++)
        {
            await system.AskAsync<long>(actor, new Note($"n{i}"));
            actor.Tell("snap");
            await recorder.Until($"saved@{i}");
        }

        actor.Tell(4);
        await recorder.Until("snapshot deleted@4");
        Assert.Equal(["1", "2", "3"], _database.Query("SELECT sequence_nr FROM snapshot ORDER BY sequence_nr"));
        actor.Tell(new SnapshotSelectionCriteria(2));
        await recorder.Until("snapshots deleted@2");
        Assert.Equal(["3"], _database.Query("SELECT sequence_nr FROM snapshot"));
    }

    [Fact]
    public async Task A_corrupt_snapshot_fails_the_recovery_of_its_own_id_only()
    {
        await StoreThreeWithSnapshotAtTwo();
        _database.Execute("UPDATE snapshot SET payload = x'00'");
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        system.System.ActorOf(NoteActor.Props("a", recorder));
        await recorder.Until("stopped");
        Assert.Equal(["recovery failed:these bytes are corrupt", "stopped"], recorder.Seen);
        var other = system.System.ActorOf(NoteActor.Props("b", new Recorder()));
        Assert.Equal(1L, await system.AskAsync<long>(other, new Note("x")));
    }

    private async Task StoreThreeWithSnapshotAtTwo()
    {
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        await system.AskAsync<long>(actor, new Note("one"));
        await system.AskAsync<long>(actor, new Note("two"));
        actor.Tell("snap");
        await recorder.Until("saved@2");
        await system.AskAsync<long>(actor, new Note("three"));
    }
}
