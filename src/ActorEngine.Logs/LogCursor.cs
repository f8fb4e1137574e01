using System.Globalization;

namespace ActorEngine.Logs;

/// <summary>A place between two records of a container's log: file number and byte offset. The default is the very beginning.</summary>
public readonly record struct LogCursor(long File, long Offset) : IComparable<LogCursor>
{
    /// <summary>Before the oldest record there is.</summary>
    public static LogCursor Start => default;

    public static bool operator <(LogCursor left, LogCursor right) => left.CompareTo(right) < 0;

    public static bool operator >(LogCursor left, LogCursor right) => left.CompareTo(right) > 0;

    public static bool operator <=(LogCursor left, LogCursor right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LogCursor left, LogCursor right) => left.CompareTo(right) >= 0;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out LogCursor cursor)
    {
        cursor = default;
        int dash = text.IndexOf('-');
        if (dash < 0
            || !long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out long file)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long offset)) return false;
        cursor = new LogCursor(file, offset);
        return true;
    }

    public int CompareTo(LogCursor other) => File != other.File ? File.CompareTo(other.File) : Offset.CompareTo(other.Offset);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}-{Offset}");
}
