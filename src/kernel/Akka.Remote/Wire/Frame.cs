using System.Buffers.Binary;

namespace Akka.Remote.Wire;

/// <summary>What goes over a connection: four bytes of length, least significant first, and a message of that length.</summary>
internal static class Frame
{
    public const int HeaderSize = 4;

    public static byte[] Wrap(ReadOnlySpan<byte> body)
    {
        var frame = new byte[HeaderSize + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame.AsSpan(HeaderSize));
        return frame;
    }

    /// <summary>Splits a protocol message into payload or instruction; says which it is.</summary>
    public static bool IsPayload(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> content)
    {
        var reader = new ProtoReader(body);
        ReadOnlySpan<byte> payload = default, instruction = default;
        var (hasPayload, hasInstruction) = (false, false);
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
            {
                payload = reader.ReadBytes();
                hasPayload = true;
            }
            else if (reader.Is(2, ProtoReader.Bytes))
            {
                instruction = reader.ReadBytes();
                hasInstruction = true;
            }
            else
            {
                reader.Skip();
            }
        }

        if (!hasPayload && !hasInstruction)
            throw new WireFormatException("A frame holds neither a message nor an instruction.");
        content = hasInstruction ? instruction : payload;
        return !hasInstruction;
    }
}
