using System.Buffers.Binary;
using System.Text;

namespace ActorEngine.Linux;

/// <summary>Walks the attributes of a netlink answer. What is cut off ends the walk.</summary>
public ref struct NetlinkAttributes(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Type of the present attribute, without its flag bits.</summary>
    public ushort Type { get; private set; }

    /// <summary>Its value.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Its value as a text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Value.TrimEnd((byte)0));

    /// <summary>Its value as a number of this machine.</summary>
    public readonly uint Number => BinaryPrimitives.ReadUInt32LittleEndian(Value);

    /// <summary>Goes to the next one; false at the end.</summary>
    public bool Next()
    {
        if (rest.Length < 4) return false;
        int size = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        if (size < 4 || size > rest.Length) return false;
        Type = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) & 0x3fff);
        Value = rest[4..size];
        rest = rest[Math.Min(NetlinkMessage.Align(size), rest.Length)..];
        return true;
    }
}
