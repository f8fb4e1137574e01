using System.Text;
using Akka.Actor;
using Akka.Serialization;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Serialization;

public sealed record Note(string Text);

public abstract record Shape;

public sealed record Circle(int Radius) : Shape;

public sealed class NoteSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 900;

    public override string Manifest(object o) => o is Note ? "note" : "circle";

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(obj is Note note ? note.Text : ((Circle)obj).Radius.ToString());

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return manifest == "note" ? new Note(text) : new Circle(int.Parse(text));
    }
}

public sealed class SerializationTests : TestKit
{
    private static readonly string Config =
        $$"""
        akka.actor {
          serializers.note = "{{typeof(NoteSerializer).AssemblyQualifiedName}}"
          serialization-bindings {
            "{{typeof(Note).AssemblyQualifiedName}}" = note
            "{{typeof(Shape).AssemblyQualifiedName}}" = note
          }
        }
        """;

    public SerializationTests()
        : base(Config)
    {
    }

    [Fact]
    public void A_bound_type_goes_there_and_back()
    {
        var serializer = Sys.Serialization.FindSerializerFor(new Note("x"));
        Assert.IsType<NoteSerializer>(serializer);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, new Note("x"));
        var bytes = Sys.Serialization.Serialize(new Note("x"));
        Assert.Equal("note", manifest);
        Assert.Equal(new Note("x"), Sys.Serialization.Deserialize(bytes, serializer.Identifier, manifest));
    }

    [Fact]
    public void A_binding_holds_for_derived_types() => Assert.IsType<NoteSerializer>(Sys.Serialization.FindSerializerFor(new Circle(1)));

    [Fact]
    public void Bytes_and_null_have_serializers_of_their_own()
    {
        Assert.IsType<ByteArraySerializer>(Sys.Serialization.FindSerializerFor(new byte[1]));
        Assert.IsType<NullSerializer>(Sys.Serialization.FindSerializerFor(null));
        Assert.Equal(4, Sys.Serialization.FindSerializerFor(new byte[1]).Identifier);
    }

    [Fact]
    public void An_unknown_serializer_number_is_refused() =>
        Assert.Throws<System.Runtime.Serialization.SerializationException>(() => Sys.Serialization.Deserialize([], 12345, "x"));

    [Fact]
    public void A_reference_outside_of_any_transport_is_written_with_its_system()
    {
        var path = Akka.Serialization.Serialization.SerializedActorPath(TestActor);
        Assert.StartsWith("akka://test/system/testActor", path);
        Assert.Contains("#", path);
    }
}
