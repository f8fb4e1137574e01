using System.Buffers.Binary;
using System.Text;

namespace Akka.Remote.Wire;

/// <summary>Walks the fields of a protocol buffers message without copying; every length is checked against what is there.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    public const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = bytes;

    public int Field { get; private set; }

    public int WireType { get; private set; }

    /// <summary>Goes to the next field; its value must be read or skipped then.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = ReadVarint();
        if (tag is 0 or > uint.MaxValue)
            throw new WireFormatException("A message has an invalid field tag.");
        Field = (int)(tag >> 3);
        WireType = (int)(tag & 7);
        return Field > 0 ? true : throw new WireFormatException("A message has a field numbered 0.");
    }

    /// <summary>The field is the numbered one, of the given wire type.</summary>
    public readonly bool Is(int field, int wireType) => Field == field && WireType == wireType;

    public ulong ReadVarint()
    {
        if (!_rest.IsEmpty && _rest[0] < 0x80)
        {
            var single = _rest[0];
            _rest = _rest[1..];
            return single;
        }

        ulong value = 0;
        for (var i = 0; i < 10; i++)
        {
            if (i >= _rest.Length)
                throw new WireFormatException("A message ends in the middle of a number.");
            var part = _rest[i];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new WireFormatException("A message has a number of more than ten bytes.");
    }

    public int ReadInt32() => unchecked((int)ReadVarint());

    public bool ReadBool() => ReadVarint() != 0;

    public ulong ReadFixed64()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
        return value;
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)_rest.Length ? Take((int)length) : throw new WireFormatException("A message ends in the middle of a field.");
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes());

    public void Skip()
    {
        switch (WireType)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                Take(8);
                break;
            case Bytes:
                ReadBytes();
                break;
            case Fixed32:
                Take(4);
                break;
            default:
                throw new WireFormatException($"A message has a field of wire type {WireType}.");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new WireFormatException("A message ends in the middle of a field.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
