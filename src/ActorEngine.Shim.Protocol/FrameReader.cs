using System.Buffers.Binary;
using System.Text;

namespace ActorEngine.Shim.Protocol;

/// <summary>
/// Decodes a payload. Fields missing at the end read as zero or empty, and bytes left over are ignored, so that fields may be
/// added; a field cut in the middle is a <see cref="ProtocolException"/>.
/// </summary>
public ref struct FrameReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> rest = payload;

    public byte Byte() => rest.IsEmpty ? (byte)0 : Take(1)[0];

    public bool Bool() => Byte() != 0;

    public ushort UInt16() => rest.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => rest.IsEmpty ? 0 : BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Int64() => rest.IsEmpty ? 0 : BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong UInt64() => rest.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public string String()
    {
        int size = Int32();
        return size == 0 ? "" : Encoding.UTF8.GetString(Take(size));
    }

    public string[] Strings()
    {
        int count = Int32();
        // Every string takes at least its length field.
        if (count < 0 || count > rest.Length / 4) throw new ProtocolException("list longer than its frame");
        string[] values = count == 0 ? [] : new string[count];
        for (int i = 0; i < count; i++) values[i] = String();
        return values;
    }

    /// <summary>All bytes that are left.</summary>
    public ReadOnlySpan<byte> Rest() => Take(rest.Length);

    private ReadOnlySpan<byte> Take(int size)
    {
        if (size < 0 || size > rest.Length) throw new ProtocolException("field longer than its frame");
        ReadOnlySpan<byte> taken = rest[..size];
        rest = rest[size..];
        return taken;
    }
}
