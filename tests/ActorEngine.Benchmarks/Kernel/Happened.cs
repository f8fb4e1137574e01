using System.Buffers.Binary;
using Akka.Actor;
using Akka.Serialization;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>An event of 128 bytes.</summary>
internal sealed record Happened(int Number);

/// <summary>Writes <see cref="Happened"/>.</summary>
internal sealed class HappenedSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const string Hocon = """
        akka.actor {
          serializers.happened = "ActorEngine.Benchmarks.Kernel.HappenedSerializer, ActorEngine.Benchmarks"
          serialization-bindings { "ActorEngine.Benchmarks.Kernel.Happened, ActorEngine.Benchmarks" = happened }
        }
        """;

    public override int Identifier => 4712;

    public override string Manifest(object o) => "happened";

    public override byte[] ToBinary(object obj)
    {
        var bytes = new byte[128];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, ((Happened)obj).Number);
        return bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest) => new Happened(BinaryPrimitives.ReadInt32LittleEndian(bytes));
}
