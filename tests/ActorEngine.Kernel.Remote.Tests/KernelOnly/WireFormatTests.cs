using Akka.Actor;
using static ActorEngine.Kernel.Remote.Tests.KernelOnly.RawPeer;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>The bytes that go out, as published systems expect them. What comes in is written by hand as well.</summary>
public sealed class WireFormatTests : IAsyncLifetime
{
    private const string Me = "akka.tcp://Peer@127.0.0.1:4321/user/me";

    private readonly Node _node = Node.Start("Node");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _node.Stop();

    [Fact]
    public async Task A_handshake_names_the_transport_the_system_and_its_incarnation()
    {
        using var peer = new RawPeer(_node);
        peer.Send(Handshake("Peer", 4321, 1));
        var uid = Akka.Remote.AddressUidExtension.Uid(_node.Sys);
        Assert.Equal(Handshake("Node", _node.Address.Port!.Value, uid)[4..], await peer.Frame());
    }

    [Fact]
    public async Task An_answer_comes_back_over_the_connection_of_the_question()
    {
        var echo = _node.Echo("echo");
        using var peer = await Introduced();
        peer.Send(FromMe("/user/echo", 17, "S", "hi"u8.ToArray()));
        Assert.Equal(ToMe(echo, Field(1, "hi"u8.ToArray()), 17, "S"), await peer.Frame());
    }

    [Fact]
    public async Task Identify_is_answered_with_the_id_and_the_reference()
    {
        var echo = _node.Echo("echo");
        using var peer = await Introduced();
        var id = Field(1, Field(1, [7, 0, 0, 0]), Number(2, 17), Field(3, "I"u8.ToArray()));
        peer.Send(FromMe("/user/echo", 16, "ID", id));
        Assert.Equal(ToMe(echo, Field(1, id, Field(2, Text(FullPath(echo)))), 16, "AID"), await peer.Frame());
    }

    [Fact]
    public async Task A_watch_is_acknowledged_and_the_end_is_told_as_a_numbered_system_message()
    {
        var echo = _node.Echo("echo");
        using var peer = await Introduced();
        var watch = Bytes(Field(1, Field(1, Text(FullPath(echo)))), Field(2, Field(1, Text(Me))));
        peer.Send(Message(_node, "/user/echo", 22, "Akka.Dispatch.SysMsg.Watch, Akka", watch, 0));
        Assert.Equal(Field(1, Field(1, Fixed(1, 0))), await peer.Frame());
        echo.Tell("stop");
        var notice = Bytes(Field(1, Field(1, Text(FullPath(echo)))), Number(2, 1));
        var payload = Field(2, Field(1, notice), Number(2, 22), Field(3, Text("Akka.Dispatch.SysMsg.DeathWatchNotification, Akka")));
        Assert.Equal(Field(1, Field(2, Field(1, Field(1, Text(Me))), payload)), await peer.Frame());
    }

    [Fact]
    public async Task The_end_of_a_system_is_announced()
    {
        var node = Node.Start("Ending");
        using var peer = new RawPeer(node);
        peer.Send(Handshake("Peer", 4321, 1));
        await peer.Frame();
        var end = node.Stop();
        Assert.Equal(Field(2, Number(1, 4)), await peer.Frame());
        peer.Dispose();
        await end;
    }

    private static byte[] Bytes(params byte[][] parts) => parts.SelectMany(p => p).ToArray();

    private async Task<RawPeer> Introduced()
    {
        var peer = new RawPeer(_node);
        peer.Send(Handshake("Peer", 4321, 1));
        await peer.Frame();
        return peer;
    }

    private string FullPath(IActorRef actor) => actor.Path.ToSerializationFormatWithAddress(_node.Address);

    private byte[] FromMe(string path, int serializerId, string manifest, byte[] bytes)
    {
        var payload = Field(2, Field(1, bytes), Number(2, (ulong)serializerId), Field(3, Text(manifest)));
        return Framed(Field(1, Field(2, Field(1, Field(1, Text(_node.Address + path))), payload, Field(4, Field(1, Text(Me))), Fixed(5, ulong.MaxValue))));
    }

    private byte[] ToMe(IActorRef sender, byte[] content, int serializerId, string manifest) => Field(1, Field(2,
        Field(1, Field(1, Text(Me))),
        Field(2, content, Number(2, (ulong)serializerId), Field(3, Text(manifest))),
        Field(4, Field(1, Text(FullPath(sender)))),
        Fixed(5, ulong.MaxValue)));
}
