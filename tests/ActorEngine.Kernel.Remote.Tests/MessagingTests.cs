using Akka.Actor;

namespace ActorEngine.Kernel.Remote.Tests;

public sealed class MessagingTests : IAsyncLifetime
{
    private readonly Node _a = Node.Start("A");
    private readonly Node _b = Node.Start("B");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _a.Stop();
        await _b.Stop();
    }

    [Fact]
    public async Task A_selection_reaches_an_actor_of_another_system()
    {
        _b.Echo("echo");
        Assert.Equal("hello", await _a.Select(_b, "user/echo").Ask<string>("hello", TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Identify_gives_a_reference_with_address_and_incarnation()
    {
        var echo = _b.Echo("echo");
        var found = await _a.Find(_b, "user/echo");
        Assert.Equal(_b.Address, found.Path.Address);
        Assert.Equal(echo.Path.Uid, found.Path.Uid);
        Assert.Equal(7, await found.Ask<int>(7, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Identifying_an_absent_actor_says_that_there_is_none()
    {
        var identity = await _a.Select(_b, "user/nobody").Ask<ActorIdentity>(new Identify("q"), TimeSpan.FromSeconds(10));
        Assert.Equal("q", identity.MessageId);
        Assert.Null(identity.Subject);
    }

    [Fact]
    public async Task A_wildcard_reaches_all_that_match()
    {
        _b.Echo("w1");
        _b.Echo("w2");
        _b.Echo("other");
        _a.Select(_b, "user/w*").Tell(1L, _a.TestActor);
        await _a.ExpectMsgAsync(1L);
        await _a.ExpectMsgAsync(1L);
    }

    [Fact]
    public async Task A_reference_inside_a_message_can_be_used_by_the_receiver()
    {
        var forward = _b.Sys.ActorOf(Props.Create(() => new TellTheReference()), "teller");
        var remote = await _a.Find(_b, "user/teller");
        remote.Tell(_a.TestActor);
        await _a.ExpectMsgAsync("you were named");
        Assert.Equal(forward.Path.Uid, _a.LastSender.Path.Uid);
    }

    [Fact]
    public async Task A_reference_to_a_third_system_leads_there()
    {
        var c = Node.Start("C");
        try
        {
            _b.Sys.ActorOf(Props.Create(() => new TellTheReference()), "teller");
            var atC = await _a.Find(c, c.TestActor.Path.ToStringWithoutAddress());
            (await _a.Find(_b, "user/teller")).Tell(atC);
            await c.ExpectMsgAsync("you were named");
            Assert.Equal(_b.Address, c.LastSender.Path.Address);
        }
        finally
        {
            await c.Stop();
        }
    }

    [Fact]
    public async Task Messages_of_one_sender_keep_their_order()
    {
        var echo = await FindEcho();
        for (var i = 0; i < 20_000; i++)
            echo.Tell(i, _a.TestActor);
        for (var i = 0; i < 20_000; i++)
            await _a.ExpectMsgAsync(i);
    }

    [Fact]
    public async Task A_failure_arrives_as_one()
    {
        _b.Sys.ActorOf(Props.Create(() => new Failing()), "failing");
        var failing = await _a.Find(_b, "user/failing");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => failing.Ask<string>("x", TimeSpan.FromSeconds(10)));
        Assert.Equal("cannot", failure.Message);
    }

    [Fact]
    public async Task PoisonPill_and_Kill_end_an_actor_elsewhere()
    {
        var first = _b.Echo("first");
        var second = _b.Echo("second");
        _b.Watch(first);
        _b.Watch(second);
        (await _a.Find(_b, "user/first")).Tell(PoisonPill.Instance);
        await _b.ExpectTerminatedAsync(first);
        (await _a.Find(_b, "user/second")).Tell(Kill.Instance);
        second.Tell("stop");
        await _b.ExpectTerminatedAsync(second);
    }

    [Fact]
    public async Task Bytes_of_any_length_within_the_limit_arrive_unchanged()
    {
        var echo = await FindEcho();
        foreach (var length in new[] { 0, 1, 127, 128, 16_383, 16_384, 100_000 })
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            Assert.Equal(bytes, await echo.Ask<byte[]>(bytes, TimeSpan.FromSeconds(10)));
        }
    }

    [Fact]
    public void A_message_to_an_own_address_stays_in_the_system()
    {
        _a.Echo("own");
        _a.Select(_a, "user/own").Tell(new object(), _a.TestActor);
        Assert.NotNull(_a.ExpectMsg<object>());
    }

    private async Task<IActorRef> FindEcho()
    {
        _b.Echo("echo");
        return await _a.Find(_b, "user/echo");
    }

    private sealed class TellTheReference : ReceiveActor
    {
        public TellTheReference() => Receive<IActorRef>(named => named.Tell("you were named"));
    }

    private sealed class Failing : ReceiveActor
    {
        public Failing() => ReceiveAny(_ => Sender.Tell(new Status.Failure(new InvalidOperationException("cannot"))));
    }
}
