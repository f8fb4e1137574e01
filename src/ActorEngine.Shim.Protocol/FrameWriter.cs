using System.Buffers.Binary;
using System.Text;

namespace ActorEngine.Shim.Protocol;

/// <summary>Encodes frames one after the other into a growing buffer.</summary>
public sealed class FrameWriter
{
    private byte[] buffer = new byte[256];
    private int length, frameStart;

    /// <summary>The frames encoded since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>Forgets what was encoded; a buffer that has grown large is given back.</summary>
    public void Clear()
    {
        length = 0;
        if (buffer.Length > 4096) buffer = new byte[256];
    }

    /// <summary>Encodes a message that has fields.</summary>
    public ReadOnlySpan<byte> Write<T>(uint request, T message) where T : IShimMessage<T>
    {
        Begin(T.Kind, request);
        message.WriteTo(this);
        return End();
    }

    /// <summary>Encodes a frame without payload.</summary>
    public ReadOnlySpan<byte> Write(FrameKind kind, uint request)
    {
        Begin(kind, request);
        return End();
    }

    /// <summary>Encodes a frame whose payload is plain bytes.</summary>
    public ReadOnlySpan<byte> WriteData(FrameKind kind, uint request, ReadOnlySpan<byte> data)
    {
        Begin(kind, request);
        data.CopyTo(Reserve(data.Length));
        return End();
    }

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    public void String(string value)
    {
        int size = Encoding.UTF8.GetByteCount(value);
        Int32(size);
        Encoding.UTF8.GetBytes(value, Reserve(size));
    }

    public void Strings(IReadOnlyList<string> values)
    {
        Int32(values.Count);
        for (int i = 0; i < values.Count; i++) String(values[i]);
    }

    private void Begin(FrameKind kind, uint request)
    {
        frameStart = length;
        Int32(0);
        Byte((byte)kind);
        Int32((int)request);
    }

    private ReadOnlySpan<byte> End()
    {
        int size = length - frameStart;
        if (size > Frames.MaxSize)
        {
            length = frameStart;
            throw new ProtocolException("the message does not fit into a frame");
        }

        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(frameStart), size - 4);
        return buffer.AsSpan(frameStart, size);
    }

    private Span<byte> Reserve(int size)
    {
        if (buffer.Length - length < size) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + size));
        Span<byte> place = buffer.AsSpan(length, size);
        length += size;
        return place;
    }
}
