using System.Net.Sockets;
using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>Frames over one socket: one writer at a time, one reader.</summary>
internal sealed class ShimChannel : IDisposable
{
    private readonly Socket socket;
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly FrameWriter writer = new();
    // Most shims say next to nothing for years, and each has one; a longer frame makes it longer.
    private byte[] received = new byte[512];
    private int filled, consumed;

    private ShimChannel(Socket socket) => this.socket = socket;

    public static ShimChannel Over(FileDescriptor descriptor) =>
        new(new Socket(new SafeSocketHandle(descriptor.Detach(), ownsHandle: true)));

    public static ShimChannel Connect(string runDirectory)
    {
        try
        {
            return Over(UnixSocket.ConnectAt(runDirectory, Frames.SocketName));
        }
        catch (LinuxException failure)
        {
            throw new ShimUnreachableException($"no shim answers in {runDirectory}", failure);
        }
    }

    public Task SendAsync<T>(uint request, T message, FileDescriptor? passed, CancellationToken cancellation) where T : IShimMessage<T> =>
        SendAsync(buffer => buffer.Write(request, message), passed, cancellation);

    public Task SendAsync(FrameKind kind, uint request, CancellationToken cancellation) =>
        SendAsync(buffer => buffer.Write(kind, request), null, cancellation);

    public Task SendDataAsync(FrameKind kind, ReadOnlyMemory<byte> data, CancellationToken cancellation) =>
        SendAsync(buffer => buffer.WriteData(kind, 0, data.Span), null, cancellation);

    /// <summary>The next frame; null when the shim closed the connection. The payload is valid until the next call.</summary>
    public async ValueTask<Frame?> ReceiveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (Frames.TryRead(received.AsSpan(consumed, filled - consumed), out FrameKind kind, out uint request, out ReadOnlySpan<byte> payload, out int size))
            {
                var frame = new Frame(kind, request, received.AsMemory(consumed + Frames.HeaderSize, payload.Length));
                consumed += size;
                return frame;
            }

            if (consumed > 0)
            {
                received.AsSpan(consumed, filled - consumed).CopyTo(received);
                (filled, consumed) = (filled - consumed, 0);
            }

            if (size > received.Length) Array.Resize(ref received, size);
            int count = await socket.ReceiveAsync(received.AsMemory(filled), SocketFlags.None, cancellation).ConfigureAwait(false);
            if (count == 0) return null;
            filled += count;
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        sending.Dispose();
    }

    private async Task SendAsync(Action<FrameWriter> encode, FileDescriptor? passed, CancellationToken cancellation)
    {
        await sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            writer.Clear();
            encode(writer);
            ReadOnlyMemory<byte> bytes = writer.Written.ToArray();
            if (passed is not null) bytes = bytes[SendWithDescriptor(bytes.Span, passed)..];
            // A frame is sent whole or not at all; half a frame would spoil the connection for everybody.
            while (!bytes.IsEmpty)
                bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, CancellationToken.None).ConfigureAwait(false)..];
        }
        catch (SocketException failure)
        {
            throw new ShimUnreachableException("the connection to the shim broke", failure);
        }
        finally
        {
            sending.Release();
        }
    }

    private int SendWithDescriptor(ReadOnlySpan<byte> bytes, FileDescriptor passed)
    {
        using var borrowed = new FileDescriptor((int)socket.Handle, ownsHandle: false);
        int sent = DescriptorPassing.TrySend(borrowed, bytes, passed);
        return sent > 0 ? sent : throw new LinuxException((Errno)(-sent), "sendmsg");
    }
}

/// <summary>One frame as received.</summary>
internal readonly record struct Frame(FrameKind Kind, uint Request, ReadOnlyMemory<byte> Payload)
{
    public T Read<T>() where T : IShimMessage<T>
    {
        var reader = new FrameReader(Payload.Span);
        return T.ReadFrom(ref reader);
    }
}
