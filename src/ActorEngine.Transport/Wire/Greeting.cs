using System.Buffers.Binary;
using System.Text;

namespace ActorEngine.Transport;

/// <summary>The first frame of each side.</summary>
/// <param name="Protocol">Version of the frame layer.</param>
/// <param name="Window">Credit that this side grants at the start of each stream.</param>
/// <param name="Version">Product version, for people.</param>
internal sealed record Greeting(int Protocol, int Window, string Version)
{
    private const uint Magic = 0x41454E47; // "AENG"
    private const int FixedBytes = 10;

    public const int MaximumBytes = 256;

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[FixedBytes + Encoding.UTF8.GetByteCount(Version)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), (ushort)Protocol);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(6), Window);
        Encoding.UTF8.GetBytes(Version, bytes.AsSpan(FixedBytes));
        return bytes;
    }

    public static Greeting Read(Frame frame)
    {
        var bytes = frame.Payload.Span;
        if (frame.Kind != FrameKind.Greeting || frame.Stream != 0 || bytes.Length is < FixedBytes or > MaximumBytes
            || BinaryPrimitives.ReadUInt32BigEndian(bytes) != Magic)
            throw new ProtocolViolationException("The first frame is not a greeting of the engine's protocol.");
        int window = BinaryPrimitives.ReadInt32LittleEndian(bytes[6..]);
        if (window <= 0) throw new ProtocolViolationException("The greeting grants no credit.");
        return new Greeting(BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]), window, Encoding.UTF8.GetString(bytes[FixedBytes..]));
    }
}
