using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Persistence.Serialization;

/// <summary>
/// Writes a <see cref="Snapshot"/> as a protocol buffers message: the id of the serializer of its data (1), what that
/// serializer wrote (2), and its manifest (3).
/// </summary>
public class PersistenceSnapshotSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 8;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj)
    {
        if (obj is not Snapshot snapshot) throw new ArgumentException($"Can't serialize object of type [{obj.GetType()}] in [{GetType()}]");
        var serializer = system.Serialization.FindSerializerFor(snapshot.Data);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, snapshot.Data);
        var message = new PayloadMessage(
            serializer.Identifier,
            Akka.Serialization.Serialization.WithTransport(system, () => serializer.ToBinary(snapshot.Data)),
            Encoding.UTF8.GetBytes(manifest ?? ""));
        return message.Write();
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        if (type != typeof(Snapshot))
            throw new ArgumentException($"Unimplemented deserialization of message with type [{type}] in [{GetType()}]");
        var message = PayloadMessage.Read(bytes);
        var manifest = Encoding.UTF8.GetString(message.Manifest);
        return new Snapshot(system.Serialization.Deserialize(message.Payload, message.SerializerId, manifest));
    }
}
