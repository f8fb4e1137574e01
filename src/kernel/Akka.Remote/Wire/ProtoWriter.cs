using System.Buffers.Binary;
using System.Numerics;

namespace Akka.Remote.Wire;

/// <summary>Writes fields of protocol buffers messages whose sizes are known into a span that is large enough.</summary>
internal ref struct ProtoWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    public int Position { get; private set; }

    /// <summary>The bytes that a number takes.</summary>
    public static int SizeOf(ulong value) => 1 + (BitOperations.Log2(value | 1) / 7);

    /// <summary>The bytes that a field takes whose number is below 16 and whose value has that length.</summary>
    public static int FieldSize(int length) => 1 + SizeOf((ulong)length) + length;

    public void Varint(ulong value)
    {
        var position = Position;
        for (; value >= 0x80; value >>= 7)
            _target[position++] = (byte)(value | 0x80);
        _target[position++] = (byte)value;
        Position = position;
    }

    /// <summary>Tag and length of a field; the value is written next.</summary>
    public void Header(int field, int length)
    {
        _target[Position++] = (byte)((field << 3) | ProtoReader.Bytes);
        Varint((ulong)length);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Header(field, value.Length);
        value.CopyTo(_target[Position..]);
        Position += value.Length;
    }

    public void Varint(int field, ulong value)
    {
        _target[Position++] = (byte)((field << 3) | ProtoReader.Varint);
        Varint(value);
    }

    public void Fixed64(int field, ulong value)
    {
        _target[Position++] = (byte)((field << 3) | ProtoReader.Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(_target[Position..], value);
        Position += 8;
    }

    public void FrameLength(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_target[Position..], length);
        Position += 4;
    }
}
