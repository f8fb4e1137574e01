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

/// <summary>One record, or one line of a block of output. The memory is the reader's own, valid until its next read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Stream">Which stream the container wrote to.</param>
/// <param name="IsPartial">The line goes on in the stream's next record.</param>
/// <param name="Header">What stands before the text in the file, beginning with the time; empty where there is none.</param>
/// <param name="Body">The text, and a line end.</param>
/// <param name="Next">The place after it; for the lines of a block, after the whole block.</param>
public readonly record struct LogEntry(
    LogEntryKind Kind, LogStreams Stream, bool IsPartial, ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Body, LogCursor Next)
{
    /// <summary>The text without a line end. For a gap: why.</summary>
    public ReadOnlyMemory<byte> Text => Body.IsEmpty ? default : Body[..^1];

    /// <summary>What the container wrote, byte for byte: a line end only where it wrote one.</summary>
    public ReadOnlyMemory<byte> Raw => IsPartial ? Body[..^1] : Body;

    /// <summary>When the shim read it; null when the record has no time.</summary>
    public DateTimeOffset? Time =>
        Header.Length >= LogRecord.TimeSize && DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(Header.Span[..(LogRecord.TimeSize - 3)]), "yyyy-MM-dd'T'HH:mm:ss.fffffff",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    /// <summary>The time as written, with nanoseconds, RFC 3339; empty when there is none.</summary>
    public ReadOnlyMemory<byte> TimeText => Header.Length >= LogRecord.TimeSize ? Header[..LogRecord.TimeSize] : default;
}
