using Akka.Actor;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>Peers that send what they should not: they are cut off or ignored, and nobody else notices.</summary>
public sealed class HostilePeerTests : IAsyncLifetime
{
    private readonly Node _node = Node.Start("Node", "akka.loglevel = WARNING\nakka.loggers = []\nakka.stdout-loglevel = OFF");
    private readonly IActorRef _echo;

    public HostilePeerTests() => _echo = _node.Sys.ActorOf(Props.Create(() => new Forward(_node.TestActor)), "forward");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _node.Stop();

    public static TheoryData<string, byte[]> Garbage => new()
    {
        { "a length below zero", [0xFF, 0xFF, 0xFF, 0xFF] },
        { "an empty frame", [0, 0, 0, 0] },
        { "a huge frame", [0xFF, 0xFF, 0xFF, 0x7F] },
        { "a frame that is large for a handshake", [0x00, 0x20, 0, 0] },
        { "neither message nor instruction", RawPeer.Framed([0x18, 1]) },
        { "an unknown command", RawPeer.Framed(RawPeer.Field(2, RawPeer.Number(1, 77))) },
        { "a handshake without an address", RawPeer.Framed(RawPeer.Field(2, RawPeer.Number(1, 1))) },
        { "a handshake without a host", RawPeer.Handshake("X", 1234, 1, host: "") },
        { "a handshake with a made-up host", RawPeer.Handshake("X", 1234, 1, host: "a/b@c") },
        { "a handshake of another protocol", RawPeer.Handshake("X", 1234, 1, protocol: "ssl.tcp") },
        { "a handshake with port 0", RawPeer.Handshake("X", 0, 1) },
        { "a message before the handshake", RawPeer.Framed(RawPeer.Field(1, [1])) },
        { "a number without end", RawPeer.Framed([0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]) },
    };

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task It_is_cut_off(string what, byte[] bytes)
    {
        using var peer = new RawPeer(_node);
        peer.Send(bytes);
        await peer.Closed();
        Assert.NotEmpty(what);
        await StillServes();
    }

    [Fact]
    public async Task A_peer_that_claims_to_be_this_system_is_cut_off()
    {
        using var peer = new RawPeer(_node);
        peer.Send(RawPeer.Handshake("Node", _node.Address.Port!.Value, 5));
        await peer.Closed();
        await StillServes();
    }

    [Fact]
    public async Task Half_a_frame_is_no_message()
    {
        using (var peer = Introduced(1))
        {
            var message = RawPeer.Message(_node, "/user/forward", 17, "S", "half"u8.ToArray());
            peer.Send(message[..^2]);
        }

        await StillServes();
    }

    [Theory]
    [InlineData(1, "System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData(99, "x")]
    [InlineData(-5, "")]
    [InlineData(16, "nothing of the kind")]
    [InlineData(17, "System.Object")]
    [InlineData(22, "System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData(22, "Akka.Dispatch.SysMsg.Create, Akka")]
    [InlineData(6, "")]
    [InlineData(3, "")]
    public async Task An_unknown_kind_of_message_is_ignored(int serializerId, string manifest)
    {
        using var peer = Introduced(2);
        peer.Send(RawPeer.Message(_node, "/user/forward", serializerId, manifest, [1, 2, 3]));
        peer.Send(RawPeer.Message(_node, "/user/forward", 17, "S", "after"u8.ToArray()));
        await _node.ExpectMsgAsync("after");
    }

    [Fact]
    public async Task A_request_to_deploy_an_actor_is_refused_with_a_warning()
    {
        _node.Sys.EventStream.Subscribe(_node.TestActor, typeof(Akka.Event.Warning));
        using var peer = Introduced(6);
        peer.Send(RawPeer.Message(_node, "/remote", 3, "", RawPeer.Field(3, RawPeer.Text("akka.tcp://Peer@127.0.0.1:4321/remote/x"))));
        var warning = await _node.ExpectMsgAsync<Akka.Event.Warning>();
        Assert.Contains("/remote/x", warning.Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_nested_without_end_are_ignored()
    {
        byte[] nested = [];
        for (var i = 0; i < 5_000; i++)
            nested = RawPeer.Field(1, RawPeer.Field(1, nested), RawPeer.Number(2, 16), RawPeer.Field(3, RawPeer.Text("ID")));
        using var peer = Introduced(3);
        peer.Send(RawPeer.Message(_node, "/user/forward", 16, "ID", nested));
        peer.Send(RawPeer.Message(_node, "/user/forward", 17, "S", "after"u8.ToArray()));
        await _node.ExpectMsgAsync("after");
    }

    [Fact]
    public async Task A_system_message_numbered_out_of_all_order_ends_the_connection()
    {
        using var peer = Introduced(4);
        peer.Send(RawPeer.Message(_node, "/user/forward", 22, "Akka.Dispatch.SysMsg.Terminate, Akka", [], long.MaxValue));
        await peer.Closed();
        await StillServes();
    }

    [Fact]
    public async Task A_repeated_system_message_counts_once()
    {
        var victim = _node.Echo("victim");
        _node.Watch(victim);
        using var peer = Introduced(5);
        for (var i = 0; i < 3; i++)
            peer.Send(RawPeer.Message(_node, "/user/victim", 22, "Akka.Dispatch.SysMsg.Terminate, Akka", [], 0));
        await _node.ExpectTerminatedAsync(victim);
        await StillServes();
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Random_changes_to_valid_traffic_do_no_harm(int seed)
    {
        var random = new Random(seed);
        byte[][] valid =
        [
            RawPeer.Handshake("Fuzz", 4000, seed),
            RawPeer.Message(_node, "/user/absent", 17, "S", "text"u8.ToArray()),
            RawPeer.Message(_node, "/user/absent", 16, "ID", RawPeer.Field(1, RawPeer.Field(1, [1, 0, 0, 0]), RawPeer.Number(2, 17), RawPeer.Field(3, "I"u8.ToArray()))),
            RawPeer.Message(_node, "/", 6, "", RawPeer.Field(1, RawPeer.Field(1, "x"u8.ToArray()))),
            RawPeer.Message(_node, "/user/absent", 22, "Akka.Dispatch.SysMsg.Watch, Akka", RawPeer.Field(1, RawPeer.Field(1, "y"u8.ToArray())), 0),
            RawPeer.Framed(RawPeer.Field(1, RawPeer.Field(1, RawPeer.Fixed(1, 3)))),
        ];
        for (var round = 0; round < 200; round++)
        {
            using var peer = new RawPeer(_node);
            if (random.Next(4) > 0)
                peer.Send(RawPeer.Handshake("Fuzz", 4000 + random.Next(50), random.Next(5)));
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                var bytes = (byte[])valid[random.Next(valid.Length)].Clone();
                for (var change = random.Next(4); change > 0; change--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                peer.Send(bytes[..random.Next(1, bytes.Length + 1)]);
            }
        }

        await StillServes();
    }

    [Fact]
    public async Task Connections_that_say_nothing_are_limited_and_do_not_keep_others_out_for_ever()
    {
        var node = Node.Start("Strict", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.remote { handshake-timeout = 500 ms, kernel.handshakes-limit = 5 }");
        var silent = Enumerable.Range(0, 20).Select(_ => new RawPeer(node)).ToArray();
        try
        {
            foreach (var peer in silent)
                await peer.Closed();
            node.Echo("echo");
            Assert.Equal("in", await _node.Select(node, "user/echo").Ask<string>("in", TimeSpan.FromSeconds(10)));
        }
        finally
        {
            foreach (var peer in silent)
                peer.Dispose();
            await node.Stop();
        }
    }

    [Fact]
    public async Task A_flood_is_dropped_once_the_mailbox_is_full()
    {
        var node = Node.Start("Flooded", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.remote.kernel.inbound-mailbox-limit = 1000");
        try
        {
            var gate = new TaskCompletionSource();
            node.Sys.ActorOf(Props.Create(() => new Stuck(gate.Task, node.TestActor)), "stuck");
            var dropped = node.CreateTestProbe();
            node.Sys.EventStream.Subscribe(dropped.Ref, typeof(Akka.Event.Dropped));
            using var peer = new RawPeer(node);
            peer.Send(RawPeer.Handshake("Flood", 4000, 1));
            var flood = Enumerable.Repeat(RawPeer.Message(node, "/user/stuck", 17, "I", [1, 0, 0, 0]), 5_000).SelectMany(m => m).ToArray();
            peer.Send(flood);
            await dropped.ExpectMsgAsync<Akka.Event.Dropped>(TimeSpan.FromSeconds(10));
            gate.SetResult();
            await node.ExpectMsgAsync(1);
        }
        finally
        {
            await node.Stop();
        }
    }

    private RawPeer Introduced(int uid)
    {
        var peer = new RawPeer(_node);
        peer.Send(RawPeer.Handshake("Peer", 4321, uid));
        return peer;
    }

    private async Task StillServes()
    {
        using var peer = Introduced(Random.Shared.Next(100, int.MaxValue));
        peer.Send(RawPeer.Message(_node, _echo.Path.ToStringWithoutAddress(), 17, "S", "still here"u8.ToArray()));
        await _node.FishForMessageAsync(m => m is "still here", TimeSpan.FromSeconds(20));
    }

    private sealed class Forward : ReceiveActor
    {
        public Forward(IActorRef to) => ReceiveAny(m => to.Forward(m));
    }

    private sealed class Stuck : ReceiveActor
    {
        public Stuck(Task gate, IActorRef to) => ReceiveAsync<int>(async m =>
        {
            await gate;
            to.Tell(m);
        });
    }
}
