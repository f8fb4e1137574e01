namespace Akka.Persistence.Sqlite.Storage;

/// <summary>Nothing but opening the database, which creates what is missing.</summary>
internal sealed class InitializeJob : SqliteJob
{
    public override bool Writes => false;

    public override void Execute(SqliteSession session)
    {
    }
}
