using System.Buffers;
using System.Text;

namespace ActorEngine.Contracts;

/// <summary>Payload of a message frame: length of the manifest, manifest in ASCII, JSON in UTF-8.</summary>
public static class MessageFrame
{
    public static byte[] Encode(IMessage message)
    {
        string manifest = MessageCodec.ManifestOf(message);
        byte[] json = MessageCodec.ToBytes(message);
        byte[] payload = new byte[1 + manifest.Length + json.Length];
        payload[0] = (byte)manifest.Length;
        Encoding.ASCII.GetBytes(manifest, payload.AsSpan(1));
        json.CopyTo(payload.AsSpan(1 + manifest.Length));
        return payload;
    }

    /// <summary>Writes the payload without holding it as a whole.</summary>
    /// <exception cref="MessageFormatException">The type is not in the contract.</exception>
    public static void Write(IBufferWriter<byte> output, IMessage message)
    {
        string manifest = MessageCodec.ManifestOf(message);
        var start = output.GetSpan(1 + manifest.Length);
        start[0] = (byte)manifest.Length;
        output.Advance(1 + Encoding.ASCII.GetBytes(manifest, start[1..]));
        MessageCodec.Write(output, message);
    }

    /// <exception cref="MessageFormatException">The message is unknown or malformed; the frames around it are sound.</exception>
    public static IMessage Decode(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty || payload.Length < 1 + payload[0])
            throw new MessageFormatException(FaultCode.InvalidArgument, "The frame is shorter than its manifest.");
        string manifest = Encoding.ASCII.GetString(payload.Slice(1, payload[0]));
        return MessageCodec.Read(manifest, payload[(1 + payload[0])..]);
    }
}
