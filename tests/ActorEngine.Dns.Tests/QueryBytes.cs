using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace ActorEngine.Dns.Tests;

/// <summary>Makes queries and reads answers, independently of the server's own code.</summary>
internal static class QueryBytes
{
    public static byte[] Of(string name, ushort type = 1, int? room = null)
    {
        List<byte> bytes = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(room is null ? 0 : 1)];
        foreach (string label in name.Split('.'))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(label));
        }

        bytes.AddRange([0, (byte)(type >> 8), (byte)type, 0, 1]);
        if (room is { } size) bytes.AddRange([0, 0, 41, (byte)(size >> 8), (byte)size, 0, 0, 0, 0, 0, 0]);
        return [.. bytes];
    }

    public static int Code(byte[] answer) => answer[3] & 15;

    public static bool IsCut(byte[] answer) => (answer[2] & 2) != 0;

    public static int Count(byte[] answer) => BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(6));

    /// <summary>Addresses of the answer to a query, whose records all have compressed names.</summary>
    public static string[] Addresses(byte[] query, byte[] answer)
    {
        int at = query.Length - (query[11] == 1 ? 11 : 0);
        List<string> found = [];
        for (int i = 0; i < Count(answer); i++)
        {
            int size = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at + 10));
            Assert.Equal(size == 4 ? 1 : 28, BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at + 2)));
            found.Add(new IPAddress(answer.AsSpan(at + 12, size)).ToString());
            at += 12 + size;
        }

        return [.. found];
    }
}
