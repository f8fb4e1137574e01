using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite.Storage;

/// <summary>A connection that stays open, with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    /// <summary>Runs a statement; parameters are named @1, @2 and so on.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> arguments) => Bind(sql, arguments).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<object?> arguments) => Bind(sql, arguments).ExecuteScalar();

    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> arguments) => Bind(sql, arguments).ExecuteReader();

    public void Begin() => Execute("BEGIN IMMEDIATE");

    public void Commit() => Execute("COMMIT");

    /// <summary>Leaves the transaction, unless the failed statement has ended it already.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) Execute("ROLLBACK");
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!_prepared.TryGetValue(sql, out var command)) _prepared[sql] = command = Prepare(sql, arguments.Length);
        for (var i = 0; i < arguments.Length; i++) command.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
        return command;
    }
}
