using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using ActorEngine.Contracts;

namespace ActorEngine.Transport;

/// <summary>Writes whole frames, one writer at a time. It holds no queue: who writes waits for the socket.</summary>
internal sealed class FrameWriter(Socket socket)
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public async ValueTask MessageAsync(FrameKind kind, uint stream, IMessage message, CancellationToken cancellation)
    {
        using var frame = FrameBuffer.Of(kind, stream, message);
        await FrameAsync(frame, cancellation).ConfigureAwait(false);
    }

    public async ValueTask FrameAsync(FrameBuffer frame, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            foreach (var piece in frame.Pieces) await SendAsync(piece).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

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
            await SendAsync(buffer.AsMemory(0, size)).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A frame that was begun is finished: cancelling in the middle would garble every other stream.
    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes, CancellationToken.None).ConfigureAwait(false)..];
    }

    private static int Fill(Span<byte> buffer, FrameKind kind, uint stream, byte? channel, ReadOnlySpan<byte> payload, int length)
    {
        FrameBuffer.WriteHeader(buffer, (uint)length, stream, kind);
        int at = ProtocolLimits.HeaderBytes;
        if (channel is { } number) buffer[at++] = number;
        payload.CopyTo(buffer[at..]);
        return at + payload.Length;
    }
}
