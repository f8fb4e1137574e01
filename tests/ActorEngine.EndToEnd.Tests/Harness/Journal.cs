using Microsoft.Data.Sqlite;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>Damages the journal of a stopped engine.</summary>
internal static class Journal
{
    public static void Corrupt(string state, string persistenceId)
    {
        var file = Directory.GetFiles(state, "*.db", SearchOption.AllDirectories).Single(path => Path.GetFileName(path).StartsWith("journal", StringComparison.Ordinal));
        using var connection = new SqliteConnection("Data Source=" + file);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE event_journal SET payload = x'00ff' WHERE persistence_id = $id";
        command.Parameters.AddWithValue("$id", persistenceId);
        Assert.True(command.ExecuteNonQuery() > 0, "the journal holds no row of " + persistenceId);
    }
}
