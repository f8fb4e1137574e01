using Microsoft.Data.Sqlite;

namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>A database file that is gone with the test.</summary>
public sealed class TempDatabase : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("notes").FullName;

    public string File => Path.Combine(_directory, "notes.db");

    public List<string> Query(string sql) => Run(sql, command =>
    {
        var rows = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(string.Join(",", Enumerable.Range(0, reader.FieldCount).Select(i => Format(reader.GetValue(i)))));
        return rows;
    });

    public int Execute(string sql) => Run(sql, command => command.ExecuteNonQuery());

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private T Run<T>(string sql, Func<SqliteCommand, T> run)
    {
        using var connection = new SqliteConnection($"Data Source={File}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return run(command);
    }

    private static string Format(object value) => value switch
    {
        byte[] bytes => System.Text.Encoding.UTF8.GetString(bytes),
        DBNull => "null",
        _ => value.ToString()!,
    };
}
