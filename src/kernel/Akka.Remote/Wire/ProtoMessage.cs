using System.Buffers.Binary;
using System.Text;

namespace Akka.Remote.Wire;

/// <summary>Builds one small protocol buffers message; fields with default values are left out, as proto3 wants it.</summary>
internal sealed class ProtoMessage
{
    private byte[] _bytes = new byte[64];
    private int _length;

    public ProtoMessage String(int field, string? value) => string.IsNullOrEmpty(value) ? this : Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoMessage Bytes(int field, ReadOnlySpan<byte> value) => value.IsEmpty ? this : Message(field, value);

    /// <summary>A nested message, which is written even when it is empty.</summary>
    public ProtoMessage Message(int field, ReadOnlySpan<byte> value)
    {
        Number((ulong)((field << 3) | ProtoReader.Bytes));
        Number((ulong)value.Length);
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
        return this;
    }

    public ProtoMessage Varint(int field, ulong value)
    {
        if (value == 0)
            return this;
        Number((ulong)((field << 3) | ProtoReader.Varint));
        Number(value);
        return this;
    }

    /// <summary>Written even when it is zero, so that a message of one such field is never empty.</summary>
    public ProtoMessage Fixed64(int field, ulong value)
    {
        Number((ulong)((field << 3) | ProtoReader.Fixed64));
        Reserve(8);
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), value);
        _length += 8;
        return this;
    }

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    private void Number(ulong value)
    {
        Reserve(10);
        for (; value >= 0x80; value >>= 7)
            _bytes[_length++] = (byte)(value | 0x80);
        _bytes[_length++] = (byte)value;
    }

    private void Reserve(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_length + count, _bytes.Length * 2));
    }
}
