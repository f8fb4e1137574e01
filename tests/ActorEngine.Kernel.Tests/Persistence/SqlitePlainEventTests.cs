using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>Events and snapshots of types that nothing is bound to, as an application has them that configures no serializer.</summary>
public sealed class SqlitePlainEventTests : IDisposable
{
    private readonly TempDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Events_and_snapshots_of_any_type_come_back_after_a_restart()
    {
        await using (var first = PersistenceSystem.InSqlite(_database.File))
        {
            var account = first.System.ActorOf(Props.Create(() => new Account()));
            await first.AskAsync<int>(account, new Deposit(5, "a"));
            Assert.Equal(12, await first.AskAsync<int>(account, new Deposit(7, "b")));
            await first.AskAsync<SaveSnapshotSuccess>(account, "save");
            Assert.Equal(13, await first.AskAsync<int>(account, new Deposit(1, "c")));
        }

        await using var second = PersistenceSystem.InSqlite(_database.File);
        var again = second.System.ActorOf(Props.Create(() => new Account()));
        Assert.Equal("a,b|c", await second.AskAsync<string>(again, "history"));
        Assert.Equal(13, await second.AskAsync<int>(again, "sum"));
    }

    public sealed record Deposit(int Amount, string Note);

    public sealed record Balance(int Sum, List<string> Notes);

    private sealed class Account : ReceivePersistentActor
    {
        private Balance _balance = new(0, []);
        private string _recovered = "";
        private IActorRef _saver = ActorRefs.Nobody;

        public Account()
        {
            Recover<Deposit>(deposit =>
            {
                Apply(deposit);
                _recovered += "|" + deposit.Note;
            });
            Recover<SnapshotOffer>(offer =>
            {
                _balance = (Balance)offer.Snapshot;
                _recovered = string.Join(',', _balance.Notes);
            });
            Command<Deposit>(deposit => Persist(deposit, kept =>
            {
                Apply(kept);
                Sender.Tell(_balance.Sum);
            }));
            Command<SaveSnapshotSuccess>(saved => _saver.Tell(saved));
            Command<string>(text => text == "save", _ =>
            {
                _saver = Sender;
                SaveSnapshot(_balance);
            });
            Command<string>(text => text == "history", _ => Sender.Tell(_recovered));
            Command<string>(text => text == "sum", _ => Sender.Tell(_balance.Sum));
        }

        public override string PersistenceId => "account";

        private void Apply(Deposit deposit) => _balance = new Balance(_balance.Sum + deposit.Amount, [.. _balance.Notes, deposit.Note]);
    }
}
