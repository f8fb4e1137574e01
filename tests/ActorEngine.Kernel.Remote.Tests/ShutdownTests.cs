using Akka.Actor;
using Akka.Remote;

namespace ActorEngine.Kernel.Remote.Tests;

public sealed class ShutdownTests
{
    [Fact]
    public async Task What_was_sent_before_the_end_still_arrives()
    {
        var a = Node.Start("A");
        var b = Node.Start("B");
        try
        {
            var receiver = await a.Find(b, b.TestActor.Path.ToStringWithoutAddress());
            for (var i = 0; i < 5_000; i++)
                receiver.Tell(i);
            await a.Stop();
            for (var i = 0; i < 5_000; i++)
                await b.ExpectMsgAsync(i);
        }
        finally
        {
            await b.Stop();
        }
    }

    [Fact]
    public async Task Events_tell_of_the_life_of_an_association()
    {
        var a = Node.Start("A");
        var b = Node.Start("B");
        b.Sys.EventStream.Subscribe(b.TestActor, typeof(RemotingLifecycleEvent));
        b.Echo("echo");
        await a.Find(b, "user/echo");
        var associated = await b.ExpectMsgAsync<AssociatedEvent>();
        Assert.True(associated.IsInbound);
        Assert.Equal(a.Address, associated.RemoteAddress);
        await a.Stop();
        var ended = await b.FishForMessageAsync(m => m is DisassociatedEvent);
        Assert.Equal(a.Address, ((DisassociatedEvent)ended).RemoteAddress);
        await b.Stop();
    }

    [Fact]
    public async Task An_address_is_free_again_after_the_end()
    {
        var port = FreePort.Next();
        for (var i = 0; i < 3; i++)
        {
            var node = Node.Start("A", $"akka.remote.dot-netty.tcp.port = {port}");
            Assert.Equal(port, node.Address.Port);
            await node.Stop();
        }
    }
}
