using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Kernel.Tests.Persistence;

public class BecomeTests
{
    [Fact]
    public async Task Commands_go_to_the_present_behaviour()
    {
        await using var system = PersistenceSystem.InMemory();
        var door = system.System.ActorOf(Props.Create(() => new Door()));
        Assert.Equal("closed", await system.AskAsync<string>(door, "look"));
        Assert.Equal("opened", await system.AskAsync<string>(door, new Note("open")));
        Assert.Equal("open", await system.AskAsync<string>(door, "look"));
        Assert.Equal("closed again", await system.AskAsync<string>(door, new Note("close")));
        Assert.Equal("closed", await system.AskAsync<string>(door, "look"));
    }

    [Fact]
    public async Task Recovery_may_change_the_behaviour()
    {
        await using var system = PersistenceSystem.InMemory();
        var first = system.System.ActorOf(Props.Create(() => new Door()));
        await system.AskAsync<string>(first, new Note("open"));
        await system.StopAsync(first);
        var second = system.System.ActorOf(Props.Create(() => new Door()));
        Assert.Equal("open", await system.AskAsync<string>(second, "look"));
    }

    private sealed class Door : ReceivePersistentActor
    {
        public Door()
        {
            Recover<Note>(note =>
            {
                if (note.Text == "open") Become(Open);
                else Become(Closed);
            });
            Closed();
        }

        public override string PersistenceId => "door";

        private void Closed()
        {
            Command<string>(_ => Sender.Tell("closed"));
            Command<Note>(note => Persist(note, _ =>
            {
                Become(Open);
                Sender.Tell("opened");
            }));
        }

        private void Open()
        {
            Command<string>(_ => Sender.Tell("open"));
            Command<Note>(note => note.Text == "close", note => Persist(note, _ =>
            {
                Become(Closed);
                Sender.Tell("closed again");
            }));
        }
    }
}
