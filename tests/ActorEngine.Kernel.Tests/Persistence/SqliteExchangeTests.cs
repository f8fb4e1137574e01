using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>
/// A database passes from one source of the library to the other. written/packages.sql holds what the published plugin wrote: it is read
/// here, and what is written here equals it row by row but for the times. ACTORENGINE_GOLDEN=write with the packages rewrites it;
/// with ACTORENGINE_EXCHANGE=DIRECTORY (tests/exchange) the databases of both sources meet as files.
/// </summary>
public sealed partial class SqliteExchangeTests : IDisposable
{
    private const string Adapters = """
        akka.persistence.journal.sqlite {
          event-adapters.mark = "ActorEngine.Kernel.Tests.Persistence.SqliteExchangeTests+Mark, ActorEngine.Kernel.Tests"
          event-adapter-bindings { "ActorEngine.Kernel.Tests.Persistence.Note, ActorEngine.Kernel.Tests" = mark }
        }
        """;

    private static readonly string Written = Checkout.PathOf("Persistence/written/packages.sql");

    private readonly TempDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task What_the_packages_wrote_is_read()
    {
        _database.Execute(await File.ReadAllTextAsync(Written));
        await ReadAsync(_database.File);
    }

    [Fact]
    public async Task What_is_written_is_what_the_packages_write()
    {
        await WriteAsync(_database.File);
        var rows = Dump(_database, withSchema: false);
        if (Checkout.Rewrite && !Checkout.IsKernel) await File.WriteAllLinesAsync(Written, Dump(_database, withSchema: true));

        using var packages = new TempDatabase();
        packages.Execute(await File.ReadAllTextAsync(Written));
        Assert.Equal(Dump(packages, withSchema: false).Select(Timeless), rows.Select(Timeless));
        foreach (var table in (string[])["event_journal", "journal_metadata", "snapshot"])
            Assert.Equal(Columns(packages, table), Columns(_database, table));
    }

    [Fact]
    public async Task Files_of_the_other_source_are_read()
    {
        var meeting = Environment.GetEnvironmentVariable("ACTORENGINE_EXCHANGE") ?? Path.GetDirectoryName(_database.File)!;
        var own = Path.Combine(meeting, Checkout.IsKernel ? "kernel.db" : "packages.db");
        await WriteAsync(own);
        foreach (var file in Directory.GetFiles(meeting, "*.db"))
        {
            // Reading adds to a database, so the written one is kept for the other source.
            var copy = file + ".read";
            File.Copy(file, copy, overwrite: true);
            await ReadAsync(copy);
        }
    }

    private static async Task WriteAsync(string file)
    {
        File.Delete(file);
        await using var system = PersistenceSystem.InSqlite(file, Adapters);
        var recorder = new Recorder();

        var plain = system.System.ActorOf(NoteActor.Props("plain", recorder));
        foreach (var text in (string[])["one", "two", "ünïcode", "loud: three"]) await system.AskAsync<long>(plain, new Note(text));
        await system.StopAsync(plain);

        var snapped = system.System.ActorOf(NoteActor.Props("snapped", recorder));
        foreach (var text in (string[])["a", "b", "c"]) await system.AskAsync<long>(snapped, new Note(text));
        snapped.Tell("snap");
        await recorder.Until("saved@3");
        await system.AskAsync<long>(snapped, new Note("d"));
        snapped.Tell(2L);
        await recorder.Until("deleted@2");
        await system.StopAsync(snapped);

        var emptied = system.System.ActorOf(NoteActor.Props("emptied", recorder));
        foreach (var text in (string[])["x", "y", "z"]) await system.AskAsync<long>(emptied, new Note(text));
        emptied.Tell(long.MaxValue);
        await recorder.Until("deleted@3");

        var bytes = system.System.ActorOf(Props.Create(() => new BytesActor("bytes")));
        await system.AskAsync<string>(bytes, new byte[] { 0, 1, 255 });
    }

    private static async Task ReadAsync(string file)
    {
        await using var system = PersistenceSystem.InSqlite(file, Adapters);
        var (plainSeen, snappedSeen) = (new Recorder(), new Recorder());
        var plain = system.System.ActorOf(NoteActor.Props("plain", plainSeen));
        Assert.Equal(["one", "two", "ünïcode", "loud: three"], (await system.AskAsync<Notes>(plain, Ask.State)).Texts);
        Assert.Equal("recovered@4", plainSeen.Seen[^1]);

        var snapped = system.System.ActorOf(NoteActor.Props("snapped", snappedSeen));
        Assert.Equal(["a", "b", "c", "d"], (await system.AskAsync<Notes>(snapped, Ask.State)).Texts);
        Assert.Equal(["snapshot@3", "replay:d@4", "recovered@4"], snappedSeen.Seen);
        Assert.Equal(5L, await system.AskAsync<long>(snapped, new Note("e")));

        var emptied = system.System.ActorOf(NoteActor.Props("emptied", new Recorder()));
        Assert.Equal(4L, await system.AskAsync<long>(emptied, new Note("after")));

        var bytes = system.System.ActorOf(Props.Create(() => new BytesActor("bytes")));
        Assert.Equal("0001FF 02", await system.AskAsync<string>(bytes, new byte[] { 2 }));
    }

    private static List<string> Columns(TempDatabase database, string table) =>
        database.Query($"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')");

    private static List<string> Dump(TempDatabase database, bool withSchema)
    {
        var lines = new List<string>();
        foreach (var table in database.Query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            if (withSchema)
                lines.Add(Spaces().Replace(database.Query($"SELECT sql FROM sqlite_master WHERE name = '{table}'")[0], " ") + ";");
            var values = string.Join(" || ',' || ", database.Query($"SELECT name FROM pragma_table_info('{table}')").Select(column => $"quote({column})"));
            lines.AddRange(database.Query($"SELECT 'INSERT INTO {table} VALUES(' || {values} || ');' FROM {table} ORDER BY persistence_id, sequence_nr"));
        }

        return lines;
    }

    private static string Timeless(string row) => Ticks().Replace(row, "TIME");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b\d{18}\b")]
    private static partial Regex Ticks();

    public sealed class Mark : IWriteEventAdapter
    {
        public string Manifest(object evt) => "";

        public object ToJournal(object evt) => ((Note)evt).Text.StartsWith("loud", StringComparison.Ordinal) ? new Tagged(evt, ["loud"]) : evt;
    }

    /// <summary>Answers with all the bytes it was ever told.</summary>
    public sealed class BytesActor : ReceivePersistentActor
    {
        private readonly List<string> _seen = [];

        public BytesActor(string id)
        {
            PersistenceId = id;
            Recover<byte[]>(bytes => _seen.Add(Convert.ToHexString(bytes)));
            Command<byte[]>(bytes => Persist(bytes, stored =>
            {
                _seen.Add(Convert.ToHexString(stored));
                Sender.Tell(string.Join(' ', _seen));
            }));
        }

        public override string PersistenceId { get; }
    }
}
