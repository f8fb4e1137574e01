using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>
/// Messages as serializer id, manifest and bytes. What comes from a peer is read only by registered serializers, and a manifest
/// never loads a type: it has to be the name of one that is bound already.
/// </summary>
internal sealed class Payloads(ExtendedActorSystem system)
{
    // A message in a message in a message: nobody means to send more, and a stack is not endless.
    private const int MaxDepth = 16;

    [ThreadStatic]
    private static int _depth;

    /// <summary>A Payload message; an empty one for null.</summary>
    public byte[] Write(object? payload)
    {
        if (payload is null)
            return [];
        var serializer = system.Serialization.FindSerializerFor(payload);
        return new ProtoMessage()
            .Bytes(1, serializer.ToBinary(payload))
            .Varint(2, unchecked((ulong)serializer.Identifier))
            .String(3, Akka.Serialization.Serialization.ManifestFor(serializer, payload))
            .ToArray();
    }

    /// <exception cref="SerializationException">The payload is of no registered kind.</exception>
    public object? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new ProtoReader(payload);
        byte[] message = [];
        var (id, manifest) = (0, "");
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                message = reader.ReadBytes().ToArray();
            else if (reader.Is(2, ProtoReader.Varint))
                id = reader.ReadInt32();
            else if (reader.Is(3, ProtoReader.Bytes))
                manifest = reader.ReadString();
            else
                reader.Skip();
        }

        return Read(id, manifest, message);
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte})"/>
    public object? Read(int serializerId, string manifest, byte[] message)
    {
        if (_depth >= MaxDepth)
            throw new SerializationException($"Messages are nested more than {MaxDepth} deep.");
        _depth++;
        try
        {
            return Akka.Serialization.Serialization.WithTransport(
                system,
                (Self: this, serializerId, manifest, message),
                static state => state.Self.Deserialize(state.serializerId, state.manifest, state.message));
        }
        finally
        {
            _depth--;
        }
    }

    private object? Deserialize(int serializerId, string manifest, byte[] message) => system.Serialization.SerializerById(serializerId) switch
    {
        SerializerWithStringManifest withManifest => withManifest.FromBinary(message, manifest),
        SystemMessageSerializer forSystem => forSystem.FromBinary(message, manifest),
        { IncludeManifest: false } plain => plain.FromBinary(message, null!),
        { } typed => typed.FromBinary(message, system.Serialization.TypeBoundTo(typed, manifest)
            ?? throw new SerializationException($"No type is registered for manifest [{manifest}] of serializer [{serializerId}].")),
        null => throw new SerializationException($"There is no serializer with id [{serializerId}] (manifest [{manifest}])."),
    };

    /// <summary>The text of a manifest for the wire.</summary>
    public static byte[] Utf8(string text) => text.Length == 0 ? [] : Encoding.UTF8.GetBytes(text);
}
