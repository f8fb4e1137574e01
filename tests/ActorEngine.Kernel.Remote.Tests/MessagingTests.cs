using Akka.Actor;

namespace ActorEngine.Kernel.Remote.Tests;

public sealed class MessagingTests : TwoNodes
{
    [Fact]
    public async Task A_selection_reaches_an_actor_of_another_system()
    {
        B.Echo("echo");
        Assert.Equal("hello", await A.Select(B, "user/echo").Ask<string>("hello", TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Identify_gives_a_reference_with_address_and_incarnation()
    {
        var echo = B.Echo("echo");
        var found = await A.Find(B, "user/echo");
        Assert.Equal(B.Address, found.Path.Address);
        Assert.Equal(echo.Path.Uid, found.Path.Uid);
        Assert.Equal(7, await found.Ask<int>(7, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Identifying_an_absent_actor_says_that_there_is_none()
    {
        var identity = await A.Select(B, "user/nobody").Ask<ActorIdentity>(new Identify("q"), TimeSpan.FromSeconds(10));
        Assert.Equal("q", identity.MessageId);
        Assert.Null(identity.Subject);
    }

    [Fact]
    public async Task A_wildcard_reaches_all_that_match()
    {
        B.Echo("w1");
        B.Echo("w2");
        B.Echo("other");
        A.Select(B, "user/w*").Tell(1L, A.TestActor);
        await A.ExpectMsgAsync(1L);
        await A.ExpectMsgAsync(1L);
    }

    [Fact]
    public async Task A_reference_inside_a_message_can_be_used_by_the_receiver()
    {
        var forward = B.Sys.ActorOf(Props.Create(() => new TellTheReference()), "teller");
        var remote = await A.Find(B, "user/teller");
        remote.Tell(A.TestActor);
        await A.ExpectMsgAsync("you were named");
        Assert.Equal(forward.Path.Uid, A.LastSender.Path.Uid);
    }

    [Fact]
    public async Task A_reference_to_a_third_system_leads_there()
    {
        var c = Node.Start("C");
        try
        {
            B.Sys.ActorOf(Props.Create(() => new TellTheReference()), "teller");
            var atC = await A.Find(c, c.TestActor.Path.ToStringWithoutAddress());
            (await A.Find(B, "user/teller")).Tell(atC);
            await c.ExpectMsgAsync("you were named");
            Assert.Equal(B.Address, c.LastSender.Path.Address);
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
            echo.Tell(i, A.TestActor);
        for (var i = 0; i < 20_000; i++)
            await A.ExpectMsgAsync(i);
    }

    [Fact]
    public async Task A_failure_arrives_as_one()
    {
        B.Sys.ActorOf(Props.Create(() => new Failing()), "failing");
        var failing = await A.Find(B, "user/failing");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => failing.Ask<string>("x", TimeSpan.FromSeconds(10)));
        Assert.Equal("cannot", failure.Message);
    }

    [Fact]
    public async Task PoisonPill_and_Kill_end_an_actor_elsewhere()
    {
        var first = B.Echo("first");
        var second = B.Echo("second");
        B.Watch(first);
        B.Watch(second);
        (await A.Find(B, "user/first")).Tell(PoisonPill.Instance);
        await B.ExpectTerminatedAsync(first);
        (await A.Find(B, "user/second")).Tell(Kill.Instance);
        second.Tell("stop");
        await B.ExpectTerminatedAsync(second);
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
        A.Echo("own");
        A.Select(A, "user/own").Tell(new object(), A.TestActor);
        Assert.NotNull(A.ExpectMsg<object>());
    }

    private async Task<IActorRef> FindEcho()
    {
        B.Echo("echo");
        return await A.Find(B, "user/echo");
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
