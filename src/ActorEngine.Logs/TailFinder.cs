using ActorEngine.Linux;

namespace ActorEngine.Logs;

/// <summary>Finds where the last lines of a log begin, reading backwards from its end.</summary>
internal sealed class TailFinder(string directory, LogStreams streams, int lines)
{
    private const int BlockSize = 64 * 1024;

    private readonly byte[] buffer = new byte[BlockSize + LogRecord.HeaderSize];
    private LogCursor after;
    private int fullLines;
    private bool sawAny;

    /// <summary>The place before the last lines; the start when there are no more.</summary>
    public LogCursor Find()
    {
        long[] numbers = LogDirectory.Numbers(directory);
        for (int i = numbers.Length - 1; i >= 0; i--)
        {
            using FileDescriptor? file = FileDescriptor.TryOpen(LogDirectory.PathOf(directory, numbers[i]), OpenFlags.ReadOnly, 0, out _);
            if (file is null) continue;
            long length = file.Seek(0, 2);
            if (after == default) after = new LogCursor(numbers[i], length);
            if (Search(file, numbers[i], length)) return after;
        }

        return LogCursor.Start;
    }

    // True once "after" is the wanted place.
    private bool Search(FileDescriptor file, long number, long length)
    {
        for (long end = length; end > 0;)
        {
            long begin = Math.Max(0, end - BlockSize);
            int wanted = (int)(Math.Min(length, end + LogRecord.HeaderSize) - begin);
            int got = 0;
            for (int count; got < wanted && (count = file.ReadAt(buffer.AsSpan(got, wanted - got), begin + got)) > 0;) got += count;
            int size = (int)(end - begin);
            for (int newline = size; (newline = buffer.AsSpan(0, newline).LastIndexOf((byte)'\n')) >= 0;)
            {
                long start = begin + newline + 1;
                if (start < length && IsEnough(buffer.AsSpan(newline + 1, Math.Max(0, got - newline - 1)), new LogCursor(number, start))) return true;
            }

            if (begin == 0 && IsEnough(buffer.AsSpan(0, got), new LogCursor(number, 0))) return true;
            end = begin;
        }

        return false;
    }

    private bool IsEnough(ReadOnlySpan<byte> record, LogCursor start)
    {
        if (record.Length >= LogRecord.HeaderSize && (LogRecord.StreamOf(record.Slice(31, 6)) & streams) != 0)
        {
            bool full = record[38] == 'F';
            // A last line without an end counts as a line.
            if (!sawAny && !full) fullLines++;
            sawAny = true;
            if (full && ++fullLines > lines) return true;
        }

        after = start;
        return false;
    }
}
