using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Sqlite;

namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>An actor system with stores in memory, or in an SQLite database.</summary>
public sealed class PersistenceSystem : IAsyncDisposable
{
    private const string Serialization = """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          actor {
            serializers.note = "ActorEngine.Kernel.Tests.Persistence.NoteSerializer, ActorEngine.Kernel.Tests"
            serialization-bindings {
              "ActorEngine.Kernel.Tests.Persistence.Note, ActorEngine.Kernel.Tests" = note
              "ActorEngine.Kernel.Tests.Persistence.Notes, ActorEngine.Kernel.Tests" = note
            }
          }
        }
        """;

    private PersistenceSystem(string config) => System = ActorSystem.Create(
        "notes",
        ConfigurationFactory.ParseString(config)
            .WithFallback(ConfigurationFactory.ParseString(Serialization))
            .WithFallback(SqlitePersistence.DefaultConfiguration()));

    public ActorSystem System { get; }

    public static PersistenceSystem InMemory(string config = "") => new(config + """

        akka.persistence.journal.plugin = akka.persistence.journal.inmem
        akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.inmem
        """);

    public static PersistenceSystem InSqlite(string file, string config = "") => new(config + $$"""

        akka.persistence {
          journal.sqlite { connection-string = "Data Source={{file}}", auto-initialize = on }
          snapshot-store.sqlite { connection-string = "Data Source={{file}}", auto-initialize = on }
        }
        """);

    public async Task<T> AskAsync<T>(IActorRef actor, object message) =>
        await actor.Ask<T>(message, TimeSpan.FromSeconds(10));

    /// <summary>Stops an actor and returns when it is gone.</summary>
    public async Task StopAsync(IActorRef actor) => await actor.GracefulStop(TimeSpan.FromSeconds(10));

    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        await System.WhenTerminated;
    }
}
