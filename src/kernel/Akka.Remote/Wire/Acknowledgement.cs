namespace Akka.Remote.Wire;

/// <summary>Every system message up to a number has come, these excepted.</summary>
internal sealed record Acknowledgement(long Cumulative, IReadOnlyList<long> Missing)
{
    public const int Field = 1;

    public byte[] ToArray()
    {
        var message = new ProtoMessage().Fixed64(1, unchecked((ulong)Cumulative));
        if (Missing.Count > 0)
        {
            var packed = new byte[Missing.Count * 8];
            for (var i = 0; i < Missing.Count; i++)
                System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(i * 8), Missing[i]);
            message.Bytes(2, packed);
        }

        return message.ToArray();
    }

    /// <summary>The acknowledgement alone, framed.</summary>
    public byte[] ToFrame() => Frame.Wrap(new ProtoMessage().Message(1, new ProtoMessage().Message(Field, ToArray()).ToArray()).ToArray());

    public static Acknowledgement Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        long cumulative = 0;
        List<long> missing = [];
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Fixed64))
                cumulative = unchecked((long)reader.ReadFixed64());
            else if (reader.Is(2, ProtoReader.Fixed64))
                missing.Add(unchecked((long)reader.ReadFixed64()));
            else if (reader.Is(2, ProtoReader.Bytes))
                ReadPacked(reader.ReadBytes(), missing);
            else
                reader.Skip();
        }

        return new Acknowledgement(cumulative, missing);
    }

    private static void ReadPacked(ReadOnlySpan<byte> bytes, List<long> missing)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
            missing.Add(System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(bytes));
        if (!bytes.IsEmpty)
            throw new WireFormatException("An acknowledgement ends in the middle of a number.");
    }
}
