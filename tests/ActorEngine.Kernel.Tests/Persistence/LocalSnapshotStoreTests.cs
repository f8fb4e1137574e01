using Akka.Actor;

namespace ActorEngine.Kernel.Tests.Persistence;

public sealed class LocalSnapshotStoreTests : IDisposable
{
    private readonly TempDatabase _database = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("snapshots").FullName;

    private string Config => $$"""
        akka.persistence.snapshot-store {
          plugin = akka.persistence.snapshot-store.local
          local.dir = "{{_directory}}"
        }
        """;

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_snapshot_is_a_file_of_the_format()
    {
        await Store("x/y", 1);
        var file = Assert.Single(Directory.GetFiles(_directory));
        Assert.StartsWith("snapshot-x%2Fy-1-", Path.GetFileName(file), StringComparison.Ordinal);
        Assert.Equal("08E7241204313A6E311A056E6F746573", Convert.ToHexString(await File.ReadAllBytesAsync(file)));
    }

    [Fact]
    public async Task When_the_newest_file_cannot_be_read_an_older_one_is_taken()
    {
        await Store("a", 2);
        var newest = Directory.GetFiles(_directory, "snapshot-a-2-*").Single();
        await File.WriteAllBytesAsync(newest, [1, 2, 3]);
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File, Config);
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        Assert.Equal(["n1", "n2"], (await system.AskAsync<Notes>(actor, Ask.State)).Texts);
        Assert.Equal(["snapshot@1", "replay:n2@2", "recovered@2"], recorder.Seen);
    }

    [Fact]
    public async Task When_no_file_can_be_read_the_recovery_fails()
    {
        await Store("a", 2);
        await DamageAllAsync();
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File, Config);
        system.System.ActorOf(NoteActor.Props("a", recorder));
        Assert.StartsWith("recovery failed:", (await recorder.Until("stopped"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_snapshots_are_optional_all_events_stand_in_for_those_that_cannot_be_read()
    {
        await Store("a", 2);
        await DamageAllAsync();
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File, Config + "\nakka.persistence.snapshot-store.local.snapshot-is-optional = true");
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        Assert.Equal(["n1", "n2"], (await system.AskAsync<Notes>(actor, Ask.State)).Texts);
        Assert.Equal(["replay:n1@1", "replay:n2@2", "recovered@2"], recorder.Seen);
    }

    [Fact]
    public async Task A_deleted_snapshot_is_not_found_again()
    {
        await Store("a", 2);
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File, Config);
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        actor.Tell(2);
        await recorder.Until("snapshot deleted@2");
        Assert.StartsWith("snapshot-a-1-", Path.GetFileName(Assert.Single(Directory.GetFiles(_directory))), StringComparison.Ordinal);
    }

    private async Task DamageAllAsync()
    {
        foreach (var file in Directory.GetFiles(_directory)) await File.WriteAllBytesAsync(file, [1, 2, 3]);
    }

    private async Task Store(string id, int snapshots)
    {
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File, Config);
        var actor = system.System.ActorOf(NoteActor.Props(id, recorder));
        for (var i = 1; i <= snapshots; i++)
        {
            await system.AskAsync<long>(actor, new Note($"n{i}"));
            actor.Tell("snap");
            await recorder.Until($"saved@{i}");
        }
    }
}
