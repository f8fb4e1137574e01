using Akka.Actor;

namespace ActorEngine.Kernel.Remote.Tests;

public sealed class UntrustedModeTests : IAsyncLifetime
{
    private readonly Node _client = Node.Start("Client");
    private readonly Node _server = Node.Start("Server", "akka.remote { untrusted-mode = on, trusted-selection-paths = [\"/user/door\"] }");

    public Task InitializeAsync()
    {
        _server.Sys.ActorOf(Props.Create(() => new Door()), "door");
        _server.Echo("hidden");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _client.Stop();
        await _server.Stop();
    }

    [Fact]
    public async Task A_trusted_path_can_be_selected() => Assert.NotNull(await Visitor());

    [Theory]
    [InlineData("user/hidden")]
    [InlineData("user/*")]
    [InlineData("user/door/visitor")]
    public async Task Other_selections_are_dropped(string path)
    {
        await Visitor();
        _client.Select(_server, path).Tell("hello", _client.TestActor);

        // The door's answer comes after whatever the selection would have brought about.
        _client.Select(_server, "user/door").Tell("visitor", _client.TestActor);
        await _client.ExpectMsgAsync<IActorRef>();
        await _client.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_harmful_message_does_no_harm()
    {
        var visitor = await Visitor();
        visitor.Tell(PoisonPill.Instance);
        _client.Sys.Stop(visitor);
        _client.Select(_server, "user/door").Tell(PoisonPill.Instance);
        Assert.Equal("alive", await visitor.Ask<string>("alive", TimeSpan.FromSeconds(10)));
        Assert.NotNull(await Visitor());
    }

    [Fact]
    public async Task The_server_hears_of_the_end_of_a_clients_actor_that_it_watches()
    {
        var visitor = await Visitor();
        var mine = _client.Echo("mine");
        Assert.Equal("watching", await visitor.Ask<string>(mine, TimeSpan.FromSeconds(10)));
        Assert.Equal("none", await visitor.Ask<string>("ended", TimeSpan.FromSeconds(10)));
        _client.Sys.Stop(mine);
        await _client.AwaitAssertAsync(
            async () => Assert.Equal(mine.Path.Name, await visitor.Ask<string>("ended", TimeSpan.FromSeconds(10))),
            TimeSpan.FromSeconds(20));
    }

    private Task<IActorRef> Visitor() => _client.Select(_server, "user/door").Ask<IActorRef>("visitor", TimeSpan.FromSeconds(10));

    private sealed class Door : ReceiveActor
    {
        public Door() => Receive<string>(_ => Sender.Tell(
            Context.Child("visitor") is { } known && !known.IsNobody() ? known : Context.ActorOf(Props.Create(() => new VisitorActor()), "visitor")));
    }

    private sealed class VisitorActor : ReceiveActor
    {
        private string _ended = "none";

        public VisitorActor()
        {
            Receive<IActorRef>(named =>
            {
                Context.Watch(named);
                Sender.Tell("watching");
            });
            Receive<Terminated>(t => _ended = t.ActorRef.Path.Name);
            Receive<string>(m => Sender.Tell(m == "ended" ? _ended : m));
        }
    }
}
