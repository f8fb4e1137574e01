using System.Globalization;
using System.Text;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>One line of output, or a piece of a line that is too long for one message. The memory belongs to its batch.</summary>
/// <param name="Stream">stdout or stderr.</param>
/// <param name="TimeText">When its first byte was read: 30 bytes, RFC 3339 with nanoseconds, UTC.</param>
/// <param name="Text">Without a line end.</param>
/// <param name="Part">Set where it is a piece.</param>
internal readonly record struct LogLine(LogStreams Stream, ReadOnlyMemory<byte> TimeText, ReadOnlyMemory<byte> Text, LinePart? Part)
{
    /// <summary>The time to 100 ns.</summary>
    public DateTimeOffset Time => DateTimeOffset.ParseExact(
        Encoding.ASCII.GetString(TimeText.Span[..27]), "yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The time in nanoseconds since 1970.</summary>
    public ulong UnixNanoseconds =>
        (ulong)(Time - DateTimeOffset.UnixEpoch).Ticks * 100 + (ulong)((TimeText.Span[27] - '0') * 10 + (TimeText.Span[28] - '0'));

    /// <summary>The line ends here: it is whole, or this is its last piece.</summary>
    public bool EndsLine => Part is null or { IsLast: true };

    public string StreamName => Stream == LogStreams.Stderr ? "stderr" : "stdout";
}

/// <summary>Which piece of a line.</summary>
/// <param name="Id">The same for all pieces of a line.</param>
/// <param name="Ordinal">1 for the first.</param>
/// <param name="IsLast">The line ends with it.</param>
internal sealed record LinePart(string Id, int Ordinal, bool IsLast);
