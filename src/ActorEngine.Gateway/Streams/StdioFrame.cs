using System.Buffers;
using System.Buffers.Binary;

namespace ActorEngine.Gateway.Streams;

/// <summary>A frame of a multiplexed stream (Docker Engine API, "Stream format"): the stream's number, three zeros, the length as a big-endian number, the bytes.</summary>
internal static class StdioFrame
{
    public const int HeaderBytes = 8;

    /// <summary>Writes bytes, in a frame where the stream is multiplexed.</summary>
    public static void Write(IBufferWriter<byte> output, int channel, ReadOnlySpan<byte> bytes, bool framed)
    {
        if (framed) WriteHeader(output, channel, bytes.Length);
        output.Write(bytes);
    }

    /// <summary>Writes bytes with a frame for each line, as clients expect that take a frame for a line; what is after the last line is one too.</summary>
    public static void WriteLines(IBufferWriter<byte> output, int channel, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int line = bytes.IndexOf((byte)'\n') + 1;
            if (line == 0) line = bytes.Length;
            Write(output, channel, bytes[..line], framed: true);
            bytes = bytes[line..];
        }
    }

    public static void WriteHeader(IBufferWriter<byte> output, int channel, int length)
    {
        var header = output.GetSpan(HeaderBytes)[..HeaderBytes];
        BinaryPrimitives.WriteInt32BigEndian(header, channel << 24);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], length);
        output.Advance(HeaderBytes);
    }
}
