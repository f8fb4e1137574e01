using System.Buffers;
using System.Buffers.Binary;
using ActorEngine.Contracts;

namespace ActorEngine.Transport;

/// <summary>
/// A message frame put together in pieces of pooled memory. No piece belongs to the heap of large objects: what lies there is freed by
/// collections of everything only, which stop an engine of many containers for 10 ms each.
/// </summary>
internal sealed class FrameBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstPieceBytes = 4 << 10, PieceBytes = 64 << 10;
    private readonly List<(byte[] Piece, int Length)> full = [];
    private byte[] current = ArrayPool<byte>.Shared.Rent(FirstPieceBytes);
    private int used = ProtocolLimits.HeaderBytes;
    private long fullBytes;

    private FrameBuffer()
    {
    }

    /// <summary>Bytes of the payload.</summary>
    public long PayloadLength => fullBytes + used - ProtocolLimits.HeaderBytes;

    /// <summary>The frame of a message.</summary>
    /// <exception cref="MessageFormatException">The type is not in the contract.</exception>
    public static FrameBuffer Of(FrameKind kind, uint stream, IMessage message)
    {
        var frame = new FrameBuffer();
        try
        {
            MessageFrame.Write(frame, message);
        }
        catch
        {
            frame.Dispose();
            throw;
        }

        byte[] first = frame.full.Count > 0 ? frame.full[0].Piece : frame.current;
        WriteHeader(first, (uint)frame.PayloadLength, stream, kind);
        return frame;
    }

    public static void WriteHeader(Span<byte> header, uint length, uint stream, FrameKind kind)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], stream);
        header[8] = (byte)kind;
    }

    /// <summary>The frame's bytes in their order.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces =>
        full.Select(piece => new ReadOnlyMemory<byte>(piece.Piece, 0, piece.Length)).Append(new ReadOnlyMemory<byte>(current, 0, used));

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (current.Length - used < Math.Max(sizeHint, 1))
        {
            full.Add((current, used));
            fullBytes += used;
            (current, used) = (ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, PieceBytes)), 0);
        }

        return current.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        foreach (var (piece, _) in full) ArrayPool<byte>.Shared.Return(piece);
        full.Clear();
        if (current.Length > 0) ArrayPool<byte>.Shared.Return(current);
        current = [];
    }
}
