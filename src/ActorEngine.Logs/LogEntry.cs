using System.Globalization;
using System.Text;

namespace ActorEngine.Logs;

/// <summary>What a reader found.</summary>
public enum LogEntryKind : byte
{
    /// <summary>A record of the container's output.</summary>
    Output,

    /// <summary>Output is missing here: lost on a full disk, or in files that were deleted before they were read.</summary>
    Gap,

    /// <summary>Bytes that are no record, skipped.</summary>
    Garbled,
}

/// <summary>One record. The memory is the reader's own, valid until its next read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Stream">Which stream the container wrote to.</param>
/// <param name="IsPartial">The line goes on in the stream's next record.</param>
/// <param name="Line">The whole record as it stands in the file, line end included; empty for deleted files.</param>
/// <param name="TextStart">Where the text begins in <paramref name="Line"/>.</param>
/// <param name="Next">The place after it.</param>
public readonly record struct LogEntry(
    LogEntryKind Kind, LogStreams Stream, bool IsPartial, ReadOnlyMemory<byte> Line, int TextStart, LogCursor Next)
{
    /// <summary>The text without a line end. For a gap: why.</summary>
    public ReadOnlyMemory<byte> Text => Line.IsEmpty ? default : Line[TextStart..^1];

    /// <summary>What the container wrote, byte for byte: a line end only where it wrote one.</summary>
    public ReadOnlyMemory<byte> Raw => IsPartial ? Line[TextStart..^1] : Line[TextStart..];

    /// <summary>When the shim read it; null when the record has no time.</summary>
    public DateTimeOffset? Time =>
        Line.Length >= LogRecord.TimeSize && DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(Line.Span[..(LogRecord.TimeSize - 3)]), "yyyy-MM-dd'T'HH:mm:ss.fffffff",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    /// <summary>The time as written, with nanoseconds, RFC 3339; empty when there is none.</summary>
    public ReadOnlyMemory<byte> TimeText => Line.Length >= LogRecord.TimeSize ? Line[..LogRecord.TimeSize] : default;
}
