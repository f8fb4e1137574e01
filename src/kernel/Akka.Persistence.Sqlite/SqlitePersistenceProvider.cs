using Akka.Actor;

namespace Akka.Persistence.Sqlite;

/// <summary>Makes the SQLite extension of an actor system.</summary>
public class SqlitePersistenceProvider : ExtensionIdProvider<SqlitePersistence>
{
    internal static readonly SqlitePersistenceProvider Instance = new();

    public override SqlitePersistence CreateExtension(ExtendedActorSystem system) => new(system);
}
