using Akka.Actor;

namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>The tables and rows that every source of the library writes, and that every one must read.</summary>
public sealed class SqliteFormatTests : IDisposable
{
    private const string Written = """
        CREATE TABLE event_journal (
            ordering INTEGER PRIMARY KEY NOT NULL, persistence_id VARCHAR(255) NOT NULL, sequence_nr INTEGER(8) NOT NULL,
            is_deleted INTEGER(1) NOT NULL, manifest VARCHAR(255) NULL, timestamp INTEGER NOT NULL, payload BLOB NOT NULL,
            tags VARCHAR(2000) NULL, serializer_id INTEGER(4), UNIQUE (persistence_id, sequence_nr));
        CREATE TABLE journal_metadata (
            persistence_id VARCHAR(255) NOT NULL, sequence_nr INTEGER(8) NOT NULL, PRIMARY KEY (persistence_id, sequence_nr));
        CREATE TABLE snapshot (
            persistence_id VARCHAR(255) NOT NULL, sequence_nr INTEGER(8) NOT NULL, created_at INTEGER(8) NOT NULL,
            manifest VARCHAR(255) NOT NULL, payload BLOB NOT NULL, serializer_id INTEGER(4), PRIMARY KEY (persistence_id, sequence_nr));
        INSERT INTO event_journal VALUES
            (1, 'a', 1, 0, 'note', 639000000000000000, CAST('1:one' AS BLOB), NULL, 4711),
            (2, 'a', 2, 0, 'note', 639000000000000001, CAST('1:two' AS BLOB), ';loud;', 4711),
            (3, 'a', 3, 0, 'note', 639000000000000002, CAST('1:three' AS BLOB), NULL, 4711);
        INSERT INTO journal_metadata VALUES ('b', 7);
        INSERT INTO snapshot VALUES ('a', 2, 639000000000000003, 'notes', CAST('1:one|two' AS BLOB), 4711);
        """;

    private readonly TempDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_database_written_before_is_read()
    {
        _database.Execute(Written);
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var a = system.System.ActorOf(NoteActor.Props("a", recorder));
        Assert.Equal(["one", "two", "three"], (await system.AskAsync<Notes>(a, Ask.State)).Texts);
        Assert.Equal(["snapshot@2", "replay:three@3", "recovered@3"], recorder.Seen);
        Assert.Equal(4L, await system.AskAsync<long>(a, new Note("four")));
        var b = system.System.ActorOf(NoteActor.Props("b", new Recorder()));
        Assert.Equal(8L, await system.AskAsync<long>(b, new Note("eight")));
    }

    [Theory]
    [InlineData("event_journal")]
    [InlineData("journal_metadata")]
    [InlineData("snapshot")]
    public async Task The_tables_made_are_those_of_the_format(string table)
    {
        await using (var system = PersistenceSystem.InSqlite(_database.File))
        {
            var actor = system.System.ActorOf(NoteActor.Props("a", new Recorder()));
            await system.AskAsync<long>(actor, new Note("one"));
        }

        using var before = new TempDatabase();
        before.Execute(Written);
        var columns = $"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')";
        Assert.Equal(before.Query(columns), _database.Query(columns));
    }
}
