using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorEngine.Linux;

/// <summary>Flags of a netlink request (netlink(7)).</summary>
[Flags]
public enum NetlinkFlags : ushort
{
    None = 0,
    Request = 1,
    Acknowledge = 4,
    Replace = 0x100,
    Exclusive = 0x200,
    Dump = 0x300,
    Create = 0x400,
}

/// <summary>One netlink request in the making: header, the family's own header, attributes, nested ones.</summary>
public sealed class NetlinkMessage
{
    internal const int HeaderSize = 16;

    private byte[] bytes = new byte[512];
    private int length = HeaderSize;

    /// <summary>A request of a type; flags beside REQUEST.</summary>
    public NetlinkMessage(ushort type, NetlinkFlags flags)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), type);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), (ushort)(flags | NetlinkFlags.Request));
    }

    /// <summary>Appends the family's header, such as struct ifinfomsg, or the one inside a nested attribute.</summary>
    public NetlinkMessage Append<T>(in T header) where T : unmanaged
    {
        MemoryMarshal.Write(Take(Marshal.SizeOf<T>()), in header);
        return this;
    }

    /// <summary>An attribute of bytes.</summary>
    public NetlinkMessage Attribute(ushort type, ReadOnlySpan<byte> value)
    {
        Span<byte> space = Take(4 + value.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(space, (ushort)(4 + value.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(space[2..], type);
        value.CopyTo(space[4..]);
        return this;
    }

    /// <summary>An attribute of four bytes in the machine's order.</summary>
    public NetlinkMessage Attribute(ushort type, uint value)
    {
        Span<byte> number = stackalloc byte[4];
        MemoryMarshal.Write(number, in value);
        return Attribute(type, number);
    }

    /// <summary>A zero-terminated text.</summary>
    public NetlinkMessage Attribute(ushort type, string value) => Attribute(type, Encoding.UTF8.GetBytes(value + "\0"));

    /// <summary>An attribute that holds attributes.</summary>
    public NetlinkMessage Nest(ushort type, Action<NetlinkMessage> inside)
    {
        int start = length;
        BinaryPrimitives.WriteUInt16LittleEndian(Take(4)[2..], type);
        inside(this);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(start), (ushort)(length - start));
        return this;
    }

    /// <summary>The finished bytes under a sequence number.</summary>
    internal ReadOnlySpan<byte> Finish(uint sequence)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), sequence);
        return bytes.AsSpan(0, length);
    }

    private Span<byte> Take(int size)
    {
        int padded = Align(size);
        if (length + padded > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + padded));
        Span<byte> space = bytes.AsSpan(length, size);
        length += padded;
        return space;
    }

    internal static int Align(int size) => (size + 3) & ~3;
}
