using System.Runtime.Serialization;

namespace Akka.Persistence.Serialization;

/// <summary>A protocol buffers message of three fields: serializer id (1), payload (2), manifest (3).</summary>
internal sealed record PayloadMessage(int SerializerId, byte[] Payload, byte[] Manifest)
{
    private const int IdTag = (1 << 3) | 0;
    private const int PayloadTag = (2 << 3) | 2;
    private const int ManifestTag = (3 << 3) | 2;

    public byte[] Write()
    {
        var stream = new MemoryStream(Payload.Length + Manifest.Length + 32);
        if (SerializerId != 0)
        {
            stream.WriteByte(IdTag);
            WriteNumber(stream, (ulong)SerializerId);
        }

        WriteBytes(stream, PayloadTag, Payload);
        WriteBytes(stream, ManifestTag, Manifest);
        return stream.ToArray();
    }

    /// <exception cref="SerializationException">The bytes are not such a message.</exception>
    public static PayloadMessage Read(ReadOnlySpan<byte> bytes)
    {
        var (id, payload, manifest) = (0, Array.Empty<byte>(), Array.Empty<byte>());
        while (!bytes.IsEmpty)
        {
            var tag = ReadNumber(ref bytes);
            if (tag == IdTag)
                id = (int)ReadNumber(ref bytes);
            else if (tag == PayloadTag)
                payload = ReadBytes(ref bytes);
            else if (tag == ManifestTag)
                manifest = ReadBytes(ref bytes);
            else
                throw new SerializationException($"A snapshot has an unknown field of tag {tag}.");
        }

        return new PayloadMessage(id, payload, manifest);
    }

    private static void WriteBytes(Stream stream, byte tag, byte[] bytes)
    {
        if (bytes.Length == 0) return;
        stream.WriteByte(tag);
        WriteNumber(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteNumber(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }

    private static byte[] ReadBytes(ref ReadOnlySpan<byte> bytes)
    {
        var length = ReadNumber(ref bytes);
        if (length > (ulong)bytes.Length) throw new SerializationException("A snapshot ends in the middle of a field.");
        var field = bytes[..(int)length].ToArray();
        bytes = bytes[(int)length..];
        return field;
    }

    private static ulong ReadNumber(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (bytes.IsEmpty) throw new SerializationException("A snapshot ends in the middle of a number.");
            var part = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw new SerializationException("A snapshot has a number that is too long.");
    }
}
