using System.Text;
using Akka.Actor;
using Akka.Serialization;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Serialization;

public sealed record Note(string Text);

public abstract record Shape;

public sealed record Circle(int Radius) : Shape;

public sealed record Parcel(string Name, int Count, float Weight, decimal Price, IActorRef Receiver, object[] Content);

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
    public void What_is_bound_to_nothing_goes_as_json_with_its_type()
    {
        var parcel = new Parcel("x", 3, 1.5f, 2.25m, TestActor, [new Circle(1), "text", 7]);
        var serializer = Sys.Serialization.FindSerializerFor(parcel);
        Assert.IsType<NewtonSoftJsonSerializer>(serializer);
        Assert.Equal((1, ""), (serializer.Identifier, Akka.Serialization.Serialization.ManifestFor(serializer, parcel)));
        var back = Assert.IsType<Parcel>(Sys.Serialization.Deserialize(Sys.Serialization.Serialize(parcel), 1, ""));
        Assert.Equal(("x", 3, 1.5f, 2.25m, TestActor), (back.Name, back.Count, back.Weight, back.Price, back.Receiver));
        Assert.Equal([new Circle(1), "text", 7], back.Content);
    }

    [Theory]
    [InlineData("{\"$id\":\"1\",\"$type\":\"ActorEngine.Kernel.Tests.Serialization.Note, ActorEngine.Kernel.Tests\",\"Text\":\"x\"}")]
    public void Its_text_is_that_of_the_published_serializer(string text)
    {
        var serializer = new NewtonSoftJsonSerializer((ExtendedActorSystem)Sys);
        Assert.Equal(text, Encoding.UTF8.GetString(serializer.ToBinary(new Note("x"))));
        Assert.Equal(new Note("x"), serializer.FromBinary(Encoding.UTF8.GetBytes(text), typeof(Note)));
    }

    [Fact]
    public void A_reference_is_written_as_its_path_under_a_published_name()
    {
        var serializer = new NewtonSoftJsonSerializer((ExtendedActorSystem)Sys);
        var text = Encoding.UTF8.GetString(serializer.ToBinary(TestActor));
        Assert.Contains("\"$type\":\"Akka.Actor.ActorRefBase+Surrogate, Akka\"", text);
        Assert.Equal(TestActor, serializer.FromBinary(Encoding.UTF8.GetBytes(text), typeof(IActorRef)));
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
