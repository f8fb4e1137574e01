using System.Buffers.Binary;

namespace ActorEngine.Contracts;

/// <summary>The numbers of one end of a session: stamps what is sent, and finds gaps in what arrives. Not thread-safe; its actor owns it.</summary>
public sealed class SessionNumbers
{
    private long sent, received;

    /// <summary>A frame with the next number.</summary>
    public SessionFrame Stamp(uint stream, SessionFrameKind kind, ReadOnlyMemory<byte> payload = default) => new(++sent, stream, kind, payload);

    /// <summary>A message in as many frames as it needs.</summary>
    public IEnumerable<SessionFrame> StampMessage(uint stream, SessionFrameKind kind, ReadOnlyMemory<byte> message)
    {
        while (message.Length > SessionLimits.PayloadBytes)
        {
            yield return Stamp(stream, kind, message[..SessionLimits.PayloadBytes]) with { More = true };
            message = message[SessionLimits.PayloadBytes..];
        }

        yield return Stamp(stream, kind, message);
    }

    /// <summary>False where a frame before this one was lost or this one was here before.</summary>
    public bool Accept(SessionFrame frame)
    {
        if (frame.Number != received + 1) return false;
        received++;
        return true;
    }

    /// <summary>Payload of a credit frame.</summary>
    public static byte[] Credit(int bytes)
    {
        byte[] payload = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(payload, bytes);
        return payload;
    }

    /// <summary>The credit granted; null where the payload is malformed.</summary>
    public static int? ReadCredit(SessionFrame frame) =>
        frame.Payload.Length == 4 && BinaryPrimitives.ReadInt32LittleEndian(frame.Payload.Span) is >= 0 and var bytes ? bytes : null;

    /// <summary>Payload of a data frame.</summary>
    public static byte[] Data(int channel, ReadOnlySpan<byte> bytes)
    {
        byte[] payload = new byte[1 + bytes.Length];
        payload[0] = (byte)channel;
        bytes.CopyTo(payload.AsSpan(1));
        return payload;
    }
}
