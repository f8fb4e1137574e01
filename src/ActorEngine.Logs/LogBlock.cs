using System.Globalization;
using System.Text;

namespace ActorEngine.Logs;

/// <summary>
/// A block of output: a head line <c>TIME stdout B LENGTH</c>, the bytes as the container wrote them, a line end, and a tail line
/// <c>TIME stdout E LENGTH</c>, the same but for its letter.
/// </summary>
/// <param name="Length">Bytes of output.</param>
internal readonly record struct LogBlock(int Length)
{
    private const int LengthDigits = 10, TagOffset = 38;

    /// <summary>Bytes of the head line, line end included, and of the tail line.</summary>
    public const int LineSize = LogRecord.HeaderSize + LengthDigits + 1;

    /// <summary>The writer makes blocks far smaller; what says to be longer is garbled.</summary>
    private const int MostBytes = 16 << 20;

    /// <summary>Bytes in the file from the head's first to the tail's last.</summary>
    public int Size => LineSize + Length + 1 + LineSize;

    /// <summary>The block that a head (B) or tail (E) line speaks of; null if the line is neither.</summary>
    public static LogBlock? In(ReadOnlySpan<byte> line, char tag)
    {
        if (line.Length < LineSize || line[TagOffset] != tag || line[TagOffset - 1] != ' ' || line[TagOffset + 1] != ' ' || line[LineSize - 1] != '\n' || !LogRecord.IsTime(line)) return null;
        ReadOnlySpan<byte> digits = line.Slice(LogRecord.HeaderSize, LengthDigits);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length is > 0 and <= MostBytes ? new LogBlock(length) : null;
    }

    /// <summary>Whether the bytes, which begin with the head, hold the whole block with the tail that belongs to it.</summary>
    public bool IsClosed(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Size && bytes[LineSize + Length] == '\n' && bytes.Slice(Size - LineSize + TagOffset, 1).SequenceEqual("E"u8)
        && bytes.Slice(Size - LineSize, TagOffset).SequenceEqual(bytes[..TagOffset])
        && bytes.Slice(Size - LineSize + TagOffset + 1, LengthDigits + 2).SequenceEqual(bytes.Slice(TagOffset + 1, LengthDigits + 2));

    /// <summary>The output of a whole block as one entry, from so many bytes on.</summary>
    public LogEntry Whole(ReadOnlyMemory<byte> bytes, int skip, LogCursor next) =>
        new(LogEntryKind.Output, Stream(bytes), true, bytes[..LogRecord.HeaderSize], bytes[(LineSize + skip)..(LineSize + Length + 1)], next);

    /// <summary>The output of a whole block as one entry a line.</summary>
    public void Split(ReadOnlyMemory<byte> bytes, int skip, LogCursor next, List<LogEntry> into)
    {
        ReadOnlyMemory<byte> output = bytes[(LineSize + skip)..(LineSize + Length + 1)];
        while (output.Length > 1)
        {
            int newline = output.Span.IndexOf((byte)'\n');
            bool partial = newline == output.Length - 1;
            into.Add(new LogEntry(LogEntryKind.Output, Stream(bytes), partial, bytes[..LogRecord.HeaderSize], output[..(newline + 1)], next));
            output = output[(newline + 1)..];
        }
    }

    private static LogStreams Stream(ReadOnlyMemory<byte> bytes) => LogRecord.StreamOf(bytes.Span.Slice(31, 6));
}
