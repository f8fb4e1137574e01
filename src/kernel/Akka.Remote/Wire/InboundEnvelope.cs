namespace Akka.Remote.Wire;

/// <summary>A message from a peer, still as bytes, and what it acknowledges.</summary>
internal ref struct InboundEnvelope
{
    private const ulong NoSequence = ulong.MaxValue;

    public ReadOnlySpan<byte> Acknowledged;
    public bool HasAcknowledgement;
    public bool HasMessage;
    public ReadOnlySpan<byte> Recipient;
    public ReadOnlySpan<byte> Sender;
    public ReadOnlySpan<byte> Message;
    public ReadOnlySpan<byte> Manifest;
    public int SerializerId;
    public ulong Sequence;

    /// <summary>The message is numbered: a system message.</summary>
    public readonly bool IsReliable => Sequence != NoSequence;

    public static InboundEnvelope Read(ReadOnlySpan<byte> container)
    {
        var envelope = default(InboundEnvelope);
        var reader = new ProtoReader(container);
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
            {
                envelope.Acknowledged = reader.ReadBytes();
                envelope.HasAcknowledgement = true;
            }
            else if (reader.Is(2, ProtoReader.Bytes))
            {
                envelope.ReadEnvelope(reader.ReadBytes());
            }
            else
            {
                reader.Skip();
            }
        }

        return envelope;
    }

    private void ReadEnvelope(ReadOnlySpan<byte> bytes)
    {
        HasMessage = true;
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                Recipient = ReadPath(reader.ReadBytes());
            else if (reader.Is(2, ProtoReader.Bytes))
                ReadPayload(reader.ReadBytes());
            else if (reader.Is(4, ProtoReader.Bytes))
                Sender = ReadPath(reader.ReadBytes());
            else if (reader.Is(5, ProtoReader.Fixed64))
                Sequence = reader.ReadFixed64();
            else
                reader.Skip();
        }
    }

    private void ReadPayload(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                Message = reader.ReadBytes();
            else if (reader.Is(2, ProtoReader.Varint))
                SerializerId = reader.ReadInt32();
            else if (reader.Is(3, ProtoReader.Bytes))
                Manifest = reader.ReadBytes();
            else
                reader.Skip();
        }
    }

    private static ReadOnlySpan<byte> ReadPath(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        ReadOnlySpan<byte> path = default;
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                path = reader.ReadBytes();
            else
                reader.Skip();
        }

        return path;
    }
}
