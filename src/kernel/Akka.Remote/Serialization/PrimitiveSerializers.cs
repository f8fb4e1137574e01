using System.Buffers.Binary;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.Util;

namespace Akka.Remote.Serialization;

/// <summary>Strings and whole numbers.</summary>
public sealed class PrimitiveSerializers : SerializerWithStringManifest
{
    private readonly bool _longManifests;

    public PrimitiveSerializers(ExtendedActorSystem system, Config config)
        : base(system) => _longManifests = config.GetBoolean("use-legacy-behavior");

    public override byte[] ToBinary(object obj)
    {
        switch (obj)
        {
            case string text:
                return Encoding.UTF8.GetBytes(text);
            case int number:
                var four = new byte[4];
                BinaryPrimitives.WriteInt32LittleEndian(four, number);
                return four;
            case long number:
                var eight = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(eight, number);
                return eight;
            default:
                throw new ArgumentException($"Cannot serialize object of type [{obj.GetType()}]");
        }
    }

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "S" or "System.String, System.Private.CoreLib" or "System.String, mscorlib" => Encoding.UTF8.GetString(bytes),
        "I" or "System.Int32, System.Private.CoreLib" or "System.Int32, mscorlib" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        "L" or "System.Int64, System.Private.CoreLib" or "System.Int64, mscorlib" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => throw new ArgumentException($"Unimplemented deserialization of message with manifest [{manifest}] in [{GetType()}]"),
    };

    public override string Manifest(object obj) => _longManifests ? obj.GetType().TypeQualifiedName() : obj switch
    {
        string => "S",
        int => "I",
        long => "L",
        _ => throw new ArgumentException($"Cannot serialize object of type [{obj.GetType()}] in [{GetType()}]"),
    };
}
