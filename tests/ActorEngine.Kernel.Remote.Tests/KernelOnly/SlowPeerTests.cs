using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>Published systems keep what a slow peer does not take without a limit.</summary>
public sealed class SlowPeerTests
{
    [Fact]
    public async Task What_a_peer_does_not_take_is_dropped_beyond_the_limit_and_the_rest_arrives()
    {
        var port = FreePort.Next();
        using var wire = new Proxy(port);
        var a = Node.Start("A", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.remote.dot-netty.tcp { write-buffer-high-water-mark = 1000000b, send-buffer-size = 64000b }");
        var b = Node.Start("B", $"akka.remote.dot-netty.tcp {{ port = {port}, public-port = {wire.Port} }}");
        try
        {
            b.Sys.ActorOf(Props.Create(() => new Counter()), "counter");
            var counter = await a.Find(b, "user/counter");
            var dropped = a.CreateTestProbe();
            a.Sys.EventStream.Subscribe(dropped.Ref, typeof(Dropped));
            wire.FallSilent();
            var message = new byte[10_000];
            for (var i = 0; i < 3_000; i++)
                counter.Tell(message);
            var first = await dropped.ExpectMsgAsync<Dropped>();
            Assert.Equal(counter, first.Recipient);
            wire.Speak();
            await b.AwaitConditionAsync(
                async () =>
                {
                    counter.Tell("count", a.TestActor);
                    return await a.ExpectMsgAsync<int>(TimeSpan.FromSeconds(10)) > 50;
                },
                TimeSpan.FromSeconds(20),
                TimeSpan.FromMilliseconds(20));
        }
        finally
        {
            await a.Stop();
            await b.Stop();
        }
    }

    [Fact]
    public async Task Messages_that_wait_for_a_connection_are_limited()
    {
        using var deaf = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        deaf.Start();
        var port = ((System.Net.IPEndPoint)deaf.LocalEndpoint).Port;
        var a = Node.Start("A", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.remote { kernel.pending-messages-limit = 100, flush-wait-on-shutdown = 10 ms }");
        try
        {
            a.Sys.EventStream.Subscribe(a.TestActor, typeof(Dropped));
            var selection = a.Sys.ActorSelection($"akka.tcp://Deaf@127.0.0.1:{port}/user/x");
            for (var i = 0; i < 101; i++)
                selection.Tell(i);
            await a.ExpectMsgAsync<Dropped>();
            await a.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
        }
        finally
        {
            await a.Stop();
        }
    }

    private sealed class Counter : ReceiveActor
    {
        private int _count;

        public Counter()
        {
            Receive<byte[]>(_ => _count++);
            Receive<string>(_ => Sender.Tell(_count));
        }
    }
}
