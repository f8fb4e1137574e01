using System.Buffers;
using System.Text;

namespace ActorEngine.LogDrivers;

/// <summary>A line of Docker's json-file format: <c>{"log":"text\n","stream":"stdout","attrs":{...},"time":"2016-10-06T00:17:09.669794202Z"}</c>.</summary>
internal static class JsonLine
{
    /// <summary>Ends a run of bytes that stand for themselves: control characters, those that JSON or HTML reads, and all that is not ASCII.</summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x60).Where(b => b is not ('"' or '\\' or '<' or '>' or '&')).Select(b => (byte)b)]);

    /// <summary>The attrs part: an object with its names in order; empty where there are none.</summary>
    public static byte[] Attributes(IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.Count == 0) return [];
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var (key, value) in attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            buffer.Write(buffer.WrittenCount == 0 ? "{\""u8 : ",\""u8);
            Escape(buffer, Encoding.UTF8.GetBytes(key));
            buffer.Write("\":\""u8);
            Escape(buffer, Encoding.UTF8.GetBytes(value));
            buffer.Write("\""u8);
        }

        buffer.Write("}"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(ArrayBufferWriter<byte> into, in LogLine line, ReadOnlySpan<byte> attributes)
    {
        ReadOnlySpan<byte> text = line.Text.Span;
        if (text.IsEmpty && !line.EndsLine)
        {
            into.Write("{\"stream\":\""u8);
        }
        else
        {
            into.Write("{\"log\":\""u8);
            Escape(into, text);
            into.Write(line.EndsLine ? "\\n\",\"stream\":\""u8 : "\",\"stream\":\""u8);
        }

        into.Write(Encoding.ASCII.GetBytes(line.StreamName));
        into.Write("\""u8);
        if (!attributes.IsEmpty)
        {
            into.Write(",\"attrs\":"u8);
            into.Write(attributes);
        }

        into.Write(",\"time\":\""u8);
        into.Write(ShortTime(line.TimeText.Span));
        into.Write("Z\"}\n"u8);
    }

    /// <summary>The time without its Z and without zeros at the end, as Go writes it.</summary>
    private static ReadOnlySpan<byte> ShortTime(ReadOnlySpan<byte> time) => time[..^1].TrimEnd((byte)'0').TrimEnd((byte)'.');

    private static void Escape(ArrayBufferWriter<byte> into, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int special = text.IndexOfAnyExcept(Plain);
            if (special != 0)
            {
                into.Write(special < 0 ? text : text[..special]);
                if (special < 0) return;
                text = text[special..];
            }

            text = text[EscapeOne(into, text)..];
        }
    }

    // How many bytes of the text were taken.
    private static int EscapeOne(ArrayBufferWriter<byte> into, ReadOnlySpan<byte> text)
    {
        byte first = text[0];
        if (first < 0x80)
        {
            switch (first)
            {
                case (byte)'"' or (byte)'\\':
                    into.Write([(byte)'\\', first]);
                    break;
                case (byte)'\n':
                    into.Write("\\n"u8);
                    break;
                case (byte)'\r':
                    into.Write("\\r"u8);
                    break;
                default:
                    into.Write("\\u00"u8);
                    into.Write([Hex(first >> 4), Hex(first & 15)]);
                    break;
            }

            return 1;
        }

        if (Rune.DecodeFromUtf8(text, out Rune rune, out int size) != OperationStatus.Done)
        {
            // Go takes one byte of what is no UTF-8 at a time.
            into.Write("\\ufffd"u8);
            return 1;
        }

        if (rune.Value is 0x2028 or 0x2029)
        {
            into.Write("\\u202"u8);
            into.Write([Hex(rune.Value & 15)]);
        }
        else
        {
            into.Write(text[..size]);
        }

        return size;
    }

    private static byte Hex(int digit) => (byte)"0123456789abcdef"[digit];
}
