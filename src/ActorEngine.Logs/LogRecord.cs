using System.Globalization;
using System.Text;

namespace ActorEngine.Logs;

/// <summary>
/// The record format (the CRI log format): <c>2016-10-06T00:17:09.669794202Z stdout F text</c>, <c>P</c> for a line that goes on.
/// A gap is a record of the stream <c>gap</c> whose text is the number of bytes and the reason. Bursts stand in blocks, see <see cref="LogBlock"/>.
/// </summary>
internal static class LogRecord
{
    public const int TimeSize = 30;
    public const int HeaderSize = 40;
    private const int GapHeaderSize = 37;

    /// <summary>Takes one line apart, line end included.</summary>
    public static LogEntry Parse(ReadOnlyMemory<byte> line, LogCursor next)
    {
        ReadOnlySpan<byte> bytes = line.Span;
        if (bytes.Length > HeaderSize && IsTime(bytes) && bytes[37] == ' ' && bytes[39] == ' ' && bytes[38] is (byte)'F' or (byte)'P')
        {
            LogStreams stream = StreamOf(bytes.Slice(31, 6));
            if (stream != LogStreams.None) return new LogEntry(LogEntryKind.Output, stream, bytes[38] == 'P', line[..HeaderSize], line[HeaderSize..], next);
        }

        return IsGap(bytes)
            ? new LogEntry(LogEntryKind.Gap, LogStreams.None, false, line[..GapHeaderSize], line[GapHeaderSize..], next)
            : new LogEntry(LogEntryKind.Garbled, LogStreams.None, false, default, line, next);
    }

    /// <summary>A time in the format's own words, which sort as the times do.</summary>
    public static byte[] Format(DateTimeOffset time) => Encoding.ASCII.GetBytes(
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture) + "00Z");

    public static LogStreams StreamOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("stdout"u8) ? LogStreams.Stdout : name.SequenceEqual("stderr"u8) ? LogStreams.Stderr : LogStreams.None;

    public static bool IsTime(ReadOnlySpan<byte> bytes) => bytes[10] == 'T' && bytes[29] == 'Z' && bytes[30] == ' ';

    private static bool IsGap(ReadOnlySpan<byte> bytes) =>
        bytes.Length > GapHeaderSize && IsTime(bytes) && bytes.Slice(31, 6).SequenceEqual("gap F "u8);
}
