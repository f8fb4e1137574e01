namespace ActorEngine.Contracts;

/// <summary>Puts a stream's message together that arrives in several frames.</summary>
/// <param name="limit">Most bytes of a message.</param>
public sealed class MessageParts(int limit)
{
    private MemoryStream? parts;

    /// <summary>The whole message, or null where more is to come.</summary>
    /// <exception cref="MessageFormatException">It is larger than allowed.</exception>
    public ReadOnlyMemory<byte>? Add(SessionFrame frame)
    {
        if ((parts?.Length ?? 0) + frame.Payload.Length > limit)
            throw new MessageFormatException(FaultCode.InvalidArgument, $"A message has more than {limit} bytes.");
        if (parts is null && !frame.More) return frame.Payload;
        parts ??= new MemoryStream();
        parts.Write(frame.Payload.Span);
        if (frame.More) return null;
        byte[] whole = parts.ToArray();
        parts = null;
        return whole;
    }
}
