using Akka.Actor;

namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>
/// The published plugin opens a connection for each write, and one that finds the database taken sleeps on a thread of the pool before it tries
/// again. With more writers than threads that takes most of a minute, so they write to it in smaller numbers (SqliteJournalTests).
/// </summary>
public sealed class ManyWritersTests : IDisposable
{
    private readonly TempDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Many_actors_write_at_the_same_time()
    {
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actors = Enumerable.Range(0, 50).Select(i => system.System.ActorOf(NoteActor.Props($"a{i}", new Recorder()))).ToList();
        var numbers = await Task.WhenAll(actors.SelectMany(actor =>
            Enumerable.Range(1, 10).Select(i => system.AskAsync<long>(actor, new Note($"n{i}")))));
        Assert.Equal(500, numbers.Length);
        Assert.Equal(["50,500,10"], _database.Query(
            "SELECT COUNT(DISTINCT persistence_id), COUNT(*), MAX(sequence_nr) FROM event_journal"));
    }
}
