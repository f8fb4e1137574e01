using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using ActorEngine.Contracts;

namespace ActorEngine.Transport;

/// <summary>Cuts a byte stream into frames; a frame that is too large is refused before it is read.</summary>
internal sealed class FrameReader(Socket socket, int messageBytes)
{
    private const int IdleBytes = 4096, BusyBytes = 64 << 10;
    private byte[] buffer = new byte[IdleBytes];
    private int start, end;

    /// <summary>Frames may be no longer than this until the greeting has been seen.</summary>
    public bool Greeted { get; set; }

    /// <summary>The next frame; null when the peer has closed its side between frames.</summary>
    /// <exception cref="ProtocolViolationException">Oversized, unknown or truncated frame.</exception>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellation)
    {
        if (!await FillAsync(ProtocolLimits.HeaderBytes, cancellation).ConfigureAwait(false))
            return end == start ? null : throw new ProtocolViolationException("The connection ended within a frame.");

        var header = buffer.AsSpan(start);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        uint stream = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        var kind = (FrameKind)header[8];
        if (kind > FrameKind.Cancel) throw new ProtocolViolationException($"Frames of kind {(int)kind} do not exist.", stream);
        if (length > Limit(kind))
            throw new ProtocolViolationException($"A {kind} frame of {length} bytes exceeds the limit of {Limit(kind)}.", Greeted ? stream : 0, FaultCode.InvalidArgument);

        int total = ProtocolLimits.HeaderBytes + (int)length;
        if (!await FillAsync(total, cancellation).ConfigureAwait(false))
            throw new ProtocolViolationException("The connection ended within a frame.", stream);
        var frame = new Frame(kind, stream, buffer.AsMemory(start + ProtocolLimits.HeaderBytes, (int)length));
        start += total;
        return frame;
    }

    private int Limit(FrameKind kind) => !Greeted ? Greeting.MaximumBytes : kind switch
    {
        FrameKind.Greeting => Greeting.MaximumBytes,
        FrameKind.Request or FrameKind.Reply or FrameKind.Item => messageBytes,
        FrameKind.Data => ProtocolLimits.DataBytes + 1,
        FrameKind.Credit => 4,
        _ => 0,
    };

    private async ValueTask<bool> FillAsync(int wanted, CancellationToken cancellation)
    {
        while (end - start < wanted)
        {
            MakeRoom(wanted);
            int count = await socket.ReceiveAsync(buffer.AsMemory(end), cancellation).ConfigureAwait(false);
            if (count == 0) return false;
            end += count;
        }

        return true;
    }

    /// <summary>Moves the rest to the front; grows for a large frame and shrinks again after it.</summary>
    private void MakeRoom(int wanted)
    {
        int rest = end - start;
        int size = buffer.Length;
        if (wanted > size) size = Math.Max(wanted, BusyBytes);
        else if (size > BusyBytes && wanted <= BusyBytes) size = BusyBytes;
        else if (start == 0 && rest < size) return;
        byte[] source = buffer, target = size == source.Length ? source : ArrayPool<byte>.Shared.Rent(Math.Max(size, rest));
        source.AsSpan(start, rest).CopyTo(target);
        (buffer, start, end) = (target, 0, rest);
        if (target != source && source.Length > IdleBytes) ArrayPool<byte>.Shared.Return(source);
    }
}
