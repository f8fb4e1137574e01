using System.Buffers.Binary;
using System.Text;

namespace ActorEngine.LogDrivers.Tests.Support;

/// <summary>Reads Protocol Buffers by a small schema: field numbers with names, for messages, texts, numbers. Written for tests alone, from the format's description.</summary>
internal static class ProtoText
{
    /// <summary>Names of the fields of ExportLogsServiceRequest by their path of numbers; those of messages end with a slash.</summary>
    private static readonly Dictionary<string, string> Logs = new()
    {
        ["1"] = "resource_logs/", ["1.1"] = "resource/", ["1.1.1"] = "attributes/", ["1.1.1.1"] = "key", ["1.1.1.2"] = "value/", ["1.1.1.2.1"] = "string",
        ["1.2"] = "scope_logs/", ["1.2.1"] = "scope/", ["1.2.1.1"] = "name", ["1.2.2"] = "log_records/", ["1.2.2.1"] = "time", ["1.2.2.2"] = "severity", ["1.2.2.3"] = "severity_text",
        ["1.2.2.5"] = "body/", ["1.2.2.5.1"] = "string", ["1.2.2.5.7"] = "bytes", ["1.2.2.6"] = "attributes/", ["1.2.2.6.1"] = "key", ["1.2.2.6.2"] = "value/", ["1.2.2.6.2.1"] = "string", ["1.2.2.11"] = "observed",
    };

    /// <summary>One line for each value: the names on the way to it, and what it is.</summary>
    public static List<string> Read(ReadOnlySpan<byte> request)
    {
        List<string> lines = [];
        Read(request, "", "", lines);
        return lines;
    }

    private static void Read(ReadOnlySpan<byte> message, string numbers, string names, List<string> lines)
    {
        while (!message.IsEmpty)
        {
            ulong tag = Varint(ref message);
            string path = numbers + (tag >> 3), name = Logs[path];
            switch (tag & 7)
            {
                case 0:
                    lines.Add($"{names}{name}={Varint(ref message)}");
                    break;
                case 1:
                    lines.Add($"{names}{name}={BinaryPrimitives.ReadUInt64LittleEndian(message)}");
                    message = message[8..];
                    break;
                case 2:
                    int length = (int)Varint(ref message);
                    if (name.EndsWith('/')) Read(message[..length], path + ".", names + name, lines);
                    else lines.Add($"{names}{name}={(name == "bytes" ? Convert.ToHexString(message[..length]) : Encoding.UTF8.GetString(message[..length]))}");
                    message = message[length..];
                    break;
                default:
                    throw new FormatException($"{path}: type {tag & 7}");
            }
        }
    }

    private static ulong Varint(ref ReadOnlySpan<byte> from)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = from[0];
            from = from[1..];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
    }
}
