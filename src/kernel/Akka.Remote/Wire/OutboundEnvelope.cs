namespace Akka.Remote.Wire;

/// <summary>A message to a peer as bytes, with all sizes worked out.</summary>
internal readonly struct OutboundEnvelope
{
    /// <summary>What stands for "not numbered".</summary>
    public const ulong NoSequence = ulong.MaxValue;

    private readonly byte[] _recipient;
    private readonly byte[]? _sender;
    private readonly byte[] _message;
    private readonly byte[] _manifest;
    private readonly int _serializerId;
    private readonly ulong _sequence;
    private readonly int _payloadSize;
    private readonly int _envelopeSize;

    public OutboundEnvelope(byte[] recipient, byte[]? sender, byte[] message, byte[] manifest, int serializerId, ulong sequence)
    {
        _recipient = recipient;
        _sender = sender;
        _message = message;
        _manifest = manifest;
        _serializerId = serializerId;
        _sequence = sequence;
        _payloadSize = (message.Length == 0 ? 0 : ProtoWriter.FieldSize(message.Length))
            + (serializerId == 0 ? 0 : 1 + ProtoWriter.SizeOf(unchecked((ulong)serializerId)))
            + (manifest.Length == 0 ? 0 : ProtoWriter.FieldSize(manifest.Length));
        _envelopeSize = ProtoWriter.FieldSize(ProtoWriter.FieldSize(recipient.Length))
            + ProtoWriter.FieldSize(_payloadSize)
            + (sender is null ? 0 : ProtoWriter.FieldSize(ProtoWriter.FieldSize(sender.Length)))
            + (sequence == 0 ? 0 : 9);
    }

    /// <summary>The size of the frame when this many bytes of acknowledgement go along.</summary>
    public int FrameSize(int acknowledgement) => Frame.HeaderSize + ProtoWriter.FieldSize(ContainerSize(acknowledgement));

    public void Write(Span<byte> target, ReadOnlySpan<byte> acknowledgement)
    {
        var container = ContainerSize(acknowledgement.Length);
        var writer = new ProtoWriter(target);
        writer.FrameLength(ProtoWriter.FieldSize(container));
        writer.Header(1, container);
        if (!acknowledgement.IsEmpty)
            writer.Bytes(Acknowledgement.Field, acknowledgement);
        writer.Header(2, _envelopeSize);
        writer.Header(1, ProtoWriter.FieldSize(_recipient.Length));
        writer.Bytes(1, _recipient);
        writer.Header(2, _payloadSize);
        if (_message.Length > 0)
            writer.Bytes(1, _message);
        if (_serializerId != 0)
            writer.Varint(2, unchecked((ulong)_serializerId));
        if (_manifest.Length > 0)
            writer.Bytes(3, _manifest);
        if (_sender is not null)
        {
            writer.Header(4, ProtoWriter.FieldSize(_sender.Length));
            writer.Bytes(1, _sender);
        }

        if (_sequence != 0)
            writer.Fixed64(5, _sequence);
    }

    private int ContainerSize(int acknowledgement) =>
        ProtoWriter.FieldSize(_envelopeSize) + (acknowledgement == 0 ? 0 : ProtoWriter.FieldSize(acknowledgement));
}
