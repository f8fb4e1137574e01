using System.Buffers.Binary;

namespace ActorEngine.Contracts;

/// <summary>Kinds of <see cref="SessionFrame"/>. The meaning is that of the local protocol's frames of the same name.</summary>
public enum SessionFrameKind : byte
{
    Request = 1,
    Reply = 2,
    Item = 3,
    Data = 4,
    Credit = 5,
    HalfClose = 6,
    Cancel = 7,
    /// <summary>Says that the sender is there.</summary>
    Ping = 8,
    /// <summary>Ends the session; the payload is a fault that says why.</summary>
    Close = 9,
}

/// <summary>
/// The message that the two ends of a session exchange. Its bytes are not JSON: what containers read and write travels in it as it is.
/// </summary>
/// <param name="Number">Rises by one with each frame of a sender. A gap means that the remoting lost something, which ends the session.</param>
/// <param name="Stream">The request that it belongs to; 0 is the session itself.</param>
/// <param name="Kind">What the payload is.</param>
/// <param name="Payload">A message (<see cref="MessageFrame"/>), channel and bytes, or credit.</param>
public sealed record SessionFrame(long Number, uint Stream, SessionFrameKind Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Name of the frame on the wire.</summary>
    public const string Manifest = "session.frame";

    private const int HeaderBytes = 14;
    private const byte MoreFlag = 1;

    /// <summary>The message goes on in the next frame of the stream.</summary>
    public bool More { get; init; }

    /// <summary>What it costs where it costs anything.</summary>
    public int Cost => Payload.Length + SessionLimits.FrameCost;

    /// <summary>Little-endian: i64 number, u32 stream, u8 kind, u8 flags, payload.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[HeaderBytes + Payload.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Number);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Stream);
        bytes[12] = (byte)Kind;
        bytes[13] = More ? MoreFlag : (byte)0;
        Payload.Span.CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="MessageFormatException">The bytes are no frame.</exception>
    public static SessionFrame Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length < HeaderBytes || span[12] is < (byte)SessionFrameKind.Request or > (byte)SessionFrameKind.Close)
            throw new MessageFormatException(FaultCode.InvalidArgument, "The bytes are no session frame.");
        return new SessionFrame(BinaryPrimitives.ReadInt64LittleEndian(span), BinaryPrimitives.ReadUInt32LittleEndian(span[8..]), (SessionFrameKind)span[12], bytes[HeaderBytes..])
        {
            More = (span[13] & MoreFlag) != 0,
        };
    }
}
