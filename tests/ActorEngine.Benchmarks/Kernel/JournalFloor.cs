using System.Diagnostics;
using Akka.Actor;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>What SQLite itself does with the engine's settings: the same table and row, one transaction after the other on one thread.</summary>
internal static class JournalFloor
{
    public static async Task<double> Write(int events)
    {
        using var file = new JournalFile(JournalMode.EngineWal);
        var system = file.Open();
        await system.ActorOf(Props.Create(() => new Writer("first"))).Ask(new Write(1));
        await system.Terminate();

        using var connection = file.Connect();
        using var insert = connection.CreateCommand();
        insert.CommandText =
            "INSERT INTO event_journal (persistence_id, sequence_nr, timestamp, is_deleted, manifest, payload, tags, serializer_id) " +
            "VALUES ('writer-0', @1, 638000000000000000, 0, 'happened', @2, NULL, 4712)";
        var number = insert.Parameters.AddWithValue("@1", 0L);
        insert.Parameters.AddWithValue("@2", new byte[128]);
        insert.ExecuteNonQuery();
        var begin = Stopwatch.GetTimestamp();
        for (var i = 1; i <= events; i++)
        {
            number.Value = (long)i;
            insert.ExecuteNonQuery();
        }

        return events / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
