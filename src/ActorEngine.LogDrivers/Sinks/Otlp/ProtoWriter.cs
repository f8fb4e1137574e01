using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ActorEngine.LogDrivers;

/// <summary>Writes the wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding): as much of it as log records need.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2;

    private readonly ArrayBufferWriter<byte> buffer = new(256);

    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public int Length => buffer.WrittenCount;

    public void Clear() => buffer.ResetWrittenCount();

    public void Number(int field, ulong value)
    {
        Tag(field, Varint);
        Raw(value);
    }

    public void Fixed(int field, ulong value)
    {
        Tag(field, Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Delimited);
        Raw((ulong)value.Length);
        buffer.Write(value);
    }

    public void Message(int field, ProtoWriter message) => Bytes(field, message.Written);

    /// <summary>KeyValue of opentelemetry.proto.common.v1, with a text.</summary>
    public void Attribute(int field, string key, string value)
    {
        var any = new ProtoWriter();
        any.Text(1, value);
        var pair = new ProtoWriter();
        pair.Text(1, key);
        pair.Message(2, any);
        Message(field, pair);
    }

    private void Tag(int field, int type) => Raw((ulong)(field << 3 | type));

    private void Raw(ulong value)
    {
        Span<byte> place = buffer.GetSpan(10);
        int count = 0;
        for (; value >= 0x80; value >>= 7) place[count++] = (byte)(value | 0x80);
        place[count++] = (byte)value;
        buffer.Advance(count);
    }
}
