using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ActorEngine.Dns;

/// <summary>Writes answers of our own (RFC 1035 section 4).</summary>
internal static class Answer
{
    /// <summary>Seconds that an answer may be kept: containers come and go.</summary>
    private const uint TimeToLive = 1;

    private const int NoError = 0, ServerFailure = 2, NoSuchName = 3, NotImplemented = 4;

    /// <summary>Addresses; none of them is an answer too: the name is there, and has nothing of the type.</summary>
    public static byte[] Addresses(ReadOnlySpan<byte> query, Question question, IReadOnlyList<IPAddress> addresses) =>
        Build(query, question, NoError, [.. addresses.Select(address => (address.AddressFamily == AddressFamily.InterNetworkV6 ? RecordType.Ipv6 : RecordType.A, address.GetAddressBytes()))]);

    /// <summary>The name that goes with an address.</summary>
    public static byte[] Pointer(ReadOnlySpan<byte> query, Question question, string name)
    {
        List<byte> encoded = [];
        foreach (string label in name.Split('.'))
        {
            encoded.Add((byte)label.Length);
            foreach (char letter in label) encoded.Add((byte)letter);
        }

        encoded.Add(0);
        return Build(query, question, NoError, [(RecordType.Pointer, [.. encoded])]);
    }

    public static byte[] Nothing(ReadOnlySpan<byte> query, Question question) => Build(query, question, NoSuchName, []);

    public static byte[] Failure(ReadOnlySpan<byte> query, Question question) => Build(query, question, ServerFailure, []);

    /// <summary>To what is no question that is understood; null where not even an answer can be addressed.</summary>
    public static byte[]? Refusal(ReadOnlySpan<byte> query)
    {
        // Answers are not answered: two servers would talk for ever.
        if (query.Length < Question.HeaderSize || (query[2] & 0x80) != 0) return null;
        byte[] message = new byte[Question.HeaderSize];
        query[..2].CopyTo(message);
        message[2] = 0x80;
        message[3] = NotImplemented;
        return message;
    }

    /// <summary>The same answer cut to what fits a datagram, with the bit that sends the asker to TCP.</summary>
    public static byte[] Fit(byte[] answer, Question question)
    {
        if (answer.Length <= question.Room) return answer;
        byte[] cut = answer[..question.End];
        cut[2] |= 2;
        cut.AsSpan(6, 6).Clear();
        return cut;
    }

    private static byte[] Build(ReadOnlySpan<byte> query, Question question, int code, (RecordType Type, byte[] Data)[] records)
    {
        int size = question.End + records.Sum(record => 12 + record.Data.Length) + (question.Extended ? 11 : 0);
        byte[] message = new byte[size];
        query[..question.End].CopyTo(message);
        // An answer, with authority, recursion wanted as asked, recursion available.
        message[2] = (byte)(0x84 | (query[2] & 1));
        message[3] = (byte)(0x80 | code);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), (ushort)records.Length);
        message.AsSpan(8, 4).Clear();
        message[11] = (byte)(question.Extended ? 1 : 0);
        int at = question.End;
        foreach ((RecordType type, byte[] data) in records)
        {
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at), 0xC000 | Question.HeaderSize);
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 2), (ushort)type);
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 4), 1);
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(at + 6), TimeToLive);
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 10), (ushort)data.Length);
            data.CopyTo(message, at + 12);
            at += 12 + data.Length;
        }

        if (!question.Extended) return message;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 1), (ushort)RecordType.Options);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 3), Question.LargestRoom);
        return message;
    }
}
