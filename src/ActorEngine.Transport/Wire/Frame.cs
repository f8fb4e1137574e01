namespace ActorEngine.Transport;

/// <summary>One frame as read. <paramref name="Payload"/> is valid until the next read.</summary>
internal readonly record struct Frame(FrameKind Kind, uint Stream, ReadOnlyMemory<byte> Payload)
{
    /// <summary>What it takes from the stream's credit.</summary>
    public int Cost => Payload.Length + ProtocolLimits.FrameCost;
}
