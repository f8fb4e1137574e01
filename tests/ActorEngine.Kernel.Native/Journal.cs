using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sqlite;

namespace ActorEngine.Kernel.Native;

/// <summary>Events and a snapshot in SQLite, read back by another system.</summary>
internal static class Journal
{
    public static async Task RunAsync(string file)
    {
        await InSystem(file, async box =>
        {
            foreach (string text in (string[])["one", "two", "three"]) box.Tell(new Letter(text));
            Console.WriteLine($"stored: {await box.Ask<string>("state", Systems.Patience)}");
            Console.WriteLine($"snapshot: {await box.Ask<string>("snapshot", Systems.Patience)}");
            box.Tell(new Letter("four"));
            Console.WriteLine($"stored: {await box.Ask<string>("state", Systems.Patience)}");
        });
        await InSystem(file, async box => Console.WriteLine($"recovered: {await box.Ask<string>("state", Systems.Patience)}"));
    }

    private static async Task InSystem(string file, Func<IActorRef, Task> use)
    {
        var config = ConfigurationFactory.ParseString($$"""
            akka.persistence {
              journal.sqlite { connection-string = "Data Source={{file}}", auto-initialize = on }
              snapshot-store.sqlite { connection-string = "Data Source={{file}}", auto-initialize = on }
            }
            """).WithFallback(ConfigurationFactory.ParseString(Systems.Quiet)).WithFallback(SqlitePersistence.DefaultConfiguration());
        using var system = ActorSystem.Create("journal", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), LetterSerializer.Setup));
        await use(system.ActorOf(Props.Create(() => new Box())));
        await system.Terminate();
    }

    private sealed class Box : ReceivePersistentActor
    {
        private readonly List<string> letters = [];
        private int replayed;
        private IActorRef asker = ActorRefs.Nobody;

        public Box()
        {
            Recover<SnapshotOffer>(offer => letters.AddRange(((Letter)offer.Snapshot).Text.Split(',')));
            Recover<Letter>(letter =>
            {
                replayed++;
                letters.Add(letter.Text);
            });
            Command<Letter>(letter => Persist(letter, stored => letters.Add(stored.Text)));
            Command<SaveSnapshotSuccess>(saved => asker.Tell($"of {saved.Metadata.SequenceNr} letters"));
            Command<string>(text => text == "snapshot", _ =>
            {
                asker = Sender;
                SaveSnapshot(new Letter(string.Join(',', letters)));
            });
            CommandAny(_ => Sender.Tell($"{string.Join(',', letters)}, replayed {replayed}"));
        }

        public override string PersistenceId => "box";
    }
}
