using System.Buffers.Binary;
using System.Text;

namespace ActorEngine.Dns;

/// <summary>Types of records (RFC 1035, 3596, 6891) that are told apart.</summary>
internal enum RecordType : ushort
{
    A = 1,
    Pointer = 12,
    Ipv6 = 28,
    Options = 41,
    Any = 255,
}

/// <summary>The one question of a query (RFC 1035 section 4).</summary>
/// <param name="Name">Lower case, without the dot at the end.</param>
/// <param name="End">Where the question ends in the message.</param>
/// <param name="Room">Bytes that an answer by UDP may have.</param>
/// <param name="Extended">The query has an OPT record (EDNS).</param>
internal readonly record struct Question(string Name, RecordType Type, int End, int Room, bool Extended)
{
    public const int HeaderSize = 12, PlainRoom = 512, LargestRoom = 4096;

    private const ushort Internet = 1;

    /// <summary>Null for what is no plain query of one question.</summary>
    public static Question? Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < HeaderSize || (message[2] & 0xF8) != 0) return null;
        if (BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1) return null;
        if (!ReadName(message, HeaderSize, out string name, out int at) || at + 4 > message.Length) return null;
        if (BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]) != Internet) return null;
        var type = (RecordType)BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
        int end = at + 4, records = BinaryPrimitives.ReadUInt16BigEndian(message[6..]) + BinaryPrimitives.ReadUInt16BigEndian(message[8..]) + BinaryPrimitives.ReadUInt16BigEndian(message[10..]);
        // Queries have no records but OPT, whose name is the root's.
        bool extended = records > 0 && end + 5 <= message.Length && message[end] == 0 && BinaryPrimitives.ReadUInt16BigEndian(message[(end + 1)..]) == (ushort)RecordType.Options;
        int room = extended ? Math.Clamp((int)BinaryPrimitives.ReadUInt16BigEndian(message[(end + 3)..]), PlainRoom, LargestRoom) : PlainRoom;
        return new Question(name, type, end, room, extended);
    }

    private static bool ReadName(ReadOnlySpan<byte> message, int at, out string name, out int end)
    {
        var text = new StringBuilder();
        name = "";
        end = at;
        while (at < message.Length)
        {
            int size = message[at++];
            if (size == 0)
            {
                name = text.ToString();
                end = at;
                return true;
            }

            // A question is never compressed, and a name has 255 bytes at most.
            if (size > 63 || at + size > message.Length || text.Length + size > 254) return false;
            if (text.Length > 0) text.Append('.');
            foreach (byte letter in message.Slice(at, size)) text.Append((char)(letter is >= (byte)'A' and <= (byte)'Z' ? letter + 32 : letter));
            at += size;
        }

        return false;
    }
}
