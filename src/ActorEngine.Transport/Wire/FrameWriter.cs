using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using ActorEngine.Contracts;

namespace ActorEngine.Transport;

/// <summary>Writes whole frames, one writer at a time. It holds no queue: who writes waits for the socket.</summary>
internal sealed class FrameWriter(Socket socket)
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public ValueTask MessageAsync(FrameKind kind, uint stream, IMessage message, CancellationToken cancellation) =>
        MessageAsync(kind, stream, MessageFrame.Encode(message), cancellation);

    public ValueTask MessageAsync(FrameKind kind, uint stream, ReadOnlyMemory<byte> payload, CancellationToken cancellation) =>
        WriteAsync(kind, stream, null, payload, cancellation);

    public ValueTask DataAsync(uint stream, int channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        WriteAsync(FrameKind.Data, stream, (byte)channel, bytes, cancellation);

    public ValueTask CreditAsync(uint stream, int bytes, CancellationToken cancellation)
    {
        byte[] payload = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(payload, bytes);
        return WriteAsync(FrameKind.Credit, stream, null, payload, cancellation);
    }

    public ValueTask SignalAsync(FrameKind kind, uint stream, CancellationToken cancellation) =>
        WriteAsync(kind, stream, null, default, cancellation);

    private async ValueTask WriteAsync(FrameKind kind, uint stream, byte? channel, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        int length = payload.Length + (channel is null ? 0 : 1);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ProtocolLimits.HeaderBytes + length);
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            int size = Fill(buffer, kind, stream, channel, payload.Span, length);
            // A frame that was begun is finished: cancelling in the middle would garble every other stream.
            for (int sent = 0; sent < size;)
                sent += await socket.SendAsync(buffer.AsMemory(sent, size - sent), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Fill(Span<byte> buffer, FrameKind kind, uint stream, byte? channel, ReadOnlySpan<byte> payload, int length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(buffer, (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer[4..], stream);
        buffer[8] = (byte)kind;
        int at = ProtocolLimits.HeaderBytes;
        if (channel is { } number) buffer[at++] = number;
        payload.CopyTo(buffer[at..]);
        return at + payload.Length;
    }
}
