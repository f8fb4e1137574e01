using System.Runtime.Serialization;
using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Daemon.Tests.Serialization;

public sealed class EngineSerializerTests() : TestKit(EngineSerializer.Hocon)
{
    [Fact]
    public void Contract_messages_go_out_and_come_back()
    {
        var message = new KillContainer(new ContainerReference("web"), "SIGHUP");
        var serializer = Assert.IsType<EngineSerializer>(Sys.Serialization.FindSerializerFor(message));

        string manifest = serializer.Manifest(message);

        Assert.Equal("container.kill", manifest);
        Assert.Equal(message, serializer.FromBinary(serializer.ToBinary(message), manifest));
    }

    [Fact]
    public void What_is_not_registered_is_refused()
    {
        var serializer = (SerializerWithStringManifest)Sys.Serialization.FindSerializerFor(new Version());

        Assert.Throws<SerializationException>(() => serializer.ToBinary(new Version()));
        Assert.Throws<SerializationException>(() => serializer.FromBinary("{}"u8.ToArray(), "no.such"));
        Assert.Throws<SerializationException>(() => serializer.FromBinary("{"u8.ToArray(), "container.kill"));
    }

    [Fact]
    public void A_manifest_belongs_to_one_type()
    {
        var taken = MessageRegistry.Find("container.kill")!;

        Assert.Throws<ArgumentException>(() => JournalTypes.Register([taken with { Type = typeof(Version) }]));
        JournalTypes.Register([taken]);
    }
}
