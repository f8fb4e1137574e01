using System.Runtime.Serialization;
using System.Text.Json;
using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Serialization;

namespace ActorEngine.Serialization;

/// <summary>
/// JSON by compile-time metadata, for the journal and between nodes; session frames are their own bytes. Bound to System.Object, so that nothing falls back to
/// reflection: a type that is not in <see cref="JournalTypes"/> is refused.
/// </summary>
public sealed class EngineSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Binds this serializer to every object that has no closer binding.</summary>
    public const string Hocon = """
        akka.actor {
          serializers.engine = "ActorEngine.Serialization.EngineSerializer, ActorEngine.Serialization"
          serialization-bindings { "System.Object" = engine }
          serialization-identifiers { "ActorEngine.Serialization.EngineSerializer, ActorEngine.Serialization" = 4711 }
        }
        """;

    /// <inheritdoc />
    public override int Identifier => 4711;

    /// <inheritdoc />
    /// <exception cref="SerializationException">The type is not registered.</exception>
    public override string Manifest(object o) => o is SessionFrame ? SessionFrame.Manifest : Entry(o).Manifest;

    /// <inheritdoc />
    /// <exception cref="SerializationException">The type is not registered.</exception>
    public override byte[] ToBinary(object obj) => obj is SessionFrame frame ? frame.ToBytes() : JsonSerializer.SerializeToUtf8Bytes(obj, Entry(obj).Json);

    /// <inheritdoc />
    /// <exception cref="SerializationException">The manifest is not registered, or the bytes are not its JSON.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest == SessionFrame.Manifest) return ReadFrame(bytes);
        var entry = JournalTypes.Find(manifest) ?? throw new SerializationException($"No record is called '{manifest}' in this version of the engine.");
        try
        {
            return JsonSerializer.Deserialize(bytes, entry.Json) ?? throw new SerializationException($"{manifest}: the record is null.");
        }
        catch (JsonException error)
        {
            throw new SerializationException($"{manifest}: {error.Message}", error);
        }
    }

    private static SessionFrame ReadFrame(byte[] bytes)
    {
        try
        {
            return SessionFrame.Read(bytes);
        }
        catch (MessageFormatException error)
        {
            throw new SerializationException(error.Message, error);
        }
    }

    private static MessageType Entry(object o) => JournalTypes.Find(o.GetType())
        ?? throw new SerializationException($"{o.GetType().FullName} is not registered with the engine's serializer and cannot leave the process.");
}
