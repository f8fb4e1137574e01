using Akka.Serialization;
using Akka.Util;
using Akka.Util.Reflection;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite.Storage;

/// <summary>An object as the columns payload, manifest and serializer_id hold it.</summary>
internal sealed record PayloadColumns(byte[] Payload, string Manifest, int SerializerId)
{
    public static PayloadColumns Write(Akka.Serialization.Serialization serialization, object value)
    {
        var serializer = serialization.FindSerializerForType(value.GetType());
        return Akka.Serialization.Serialization.WithTransport(serialization.System, () => new PayloadColumns(
            serializer.ToBinary(value),
            serializer is SerializerWithStringManifest named ? named.Manifest(value)
                : serializer.IncludeManifest ? value.GetType().TypeQualifiedName()
                : "",
            serializer.Identifier));
    }

    /// <summary>Reads the value back; a row of the first days names no serializer, and its manifest is its type.</summary>
    public static object Read(
        Akka.Serialization.Serialization serialization,
        string defaultSerializer,
        SqliteDataReader row,
        int payloadAt,
        int manifestAt,
        int serializerIdAt)
    {
        var payload = row.GetFieldValue<byte[]>(payloadAt);
        var manifest = row.IsDBNull(manifestAt) ? "" : row.GetString(manifestAt);
        if (!row.IsDBNull(serializerIdAt)) return serialization.Deserialize(payload, row.GetInt32(serializerIdAt), manifest);
        var type = TypeCache.GetType(manifest);
        return serialization.FindSerializerForType(type, defaultSerializer).FromBinary(payload, type);
    }
}
