using System.Buffers.Binary;

namespace ActorEngine.Shim.Protocol;

/// <summary>
/// The framing: length (u32, of all that follows), kind (u8), request id (u32), payload. Little endian throughout.
/// </summary>
public static class Frames
{
    /// <summary>Version of the protocol that this library speaks; raised only when old peers would misread new frames.</summary>
    public const ushort Version = 1;

    /// <summary>Bytes before the payload.</summary>
    public const int HeaderSize = 9;

    /// <summary>Largest frame, header included. A longer one closes the connection.</summary>
    public const int MaxSize = 64 * 1024;

    /// <summary>Largest piece of stdio in one frame.</summary>
    public const int MaxData = 16 * 1024;

    /// <summary>Name of the shim's socket in its run directory.</summary>
    public const string SocketName = "shim.sock";

    /// <summary>Name of the file with the shim's pid and start time, separated by a blank.</summary>
    public const string PidFileName = "shim.pid";

    /// <summary>
    /// Finds the next frame. True with its parts and size; false when more bytes are needed.
    /// Throws <see cref="ProtocolException"/> when the bytes cannot be a frame.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameKind kind, out uint request, out ReadOnlySpan<byte> payload, out int size)
    {
        (kind, request, size) = (FrameKind.None, 0, 0);
        payload = default;
        if (bytes.Length < 4) return false;
        size = FrameSize(bytes);
        if (bytes.Length < size) return false;
        kind = (FrameKind)bytes[4];
        request = BinaryPrimitives.ReadUInt32LittleEndian(bytes[5..]);
        payload = bytes[HeaderSize..size];
        return true;
    }

    /// <summary>The whole size of the frame that begins here, checked against the limits; needs 4 bytes.</summary>
    public static int FrameSize(ReadOnlySpan<byte> bytes)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length < HeaderSize - 4 || length > MaxSize - 4) throw new ProtocolException("frame size out of bounds");
        return (int)length + 4;
    }
}
