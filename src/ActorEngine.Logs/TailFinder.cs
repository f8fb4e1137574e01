using ActorEngine.Linux;

namespace ActorEngine.Logs;

/// <summary>Finds where the last lines of a log begin, reading backwards from its end.</summary>
internal sealed class TailFinder(string directory, LogStreams streams, int lines)
{
    private const int BlockSize = 64 * 1024;

    private readonly byte[] buffer = new byte[BlockSize + LogBlock.LineSize];
    private LogCursor after;
    private int skip, fullLines;
    private bool sawAny;

    /// <summary>The place before the last lines, and how many bytes of a block that stands there do not belong to them; the start when there are no more.</summary>
    public (LogCursor Place, int Skip) Find()
    {
        long[] numbers = LogDirectory.Numbers(directory);
        for (int i = numbers.Length - 1; i >= 0; i--)
        {
            using FileDescriptor? file = LogDirectory.Open(directory, numbers[i]);
            if (file is null) continue;
            long length = file.Seek(0, 2);
            if (after == default) after = new LogCursor(numbers[i], length);
            if (Search(file, numbers[i], length)) return (after, skip);
        }

        return (LogCursor.Start, 0);
    }

    // True once "after" is the wanted place.
    private bool Search(FileDescriptor file, long number, long length)
    {
        for (long end = length; end > 0;)
        {
            long begin = Math.Max(0, end - BlockSize);
            int got = Fill(file, begin, (int)(Math.Min(length, end + LogBlock.LineSize) - begin));
            long hop = -1;
            for (int newline = (int)(end - begin); hop < 0 && (newline = buffer.AsSpan(0, newline).LastIndexOf((byte)'\n')) >= 0;)
            {
                long start = begin + newline + 1;
                if (start < length && IsEnough(file, buffer.AsSpan(newline + 1, Math.Max(0, got - newline - 1)), new LogCursor(number, start), out hop)) return true;
            }

            if (hop < 0 && begin == 0 && IsEnough(file, buffer.AsSpan(0, got), new LogCursor(number, 0), out _)) return true;
            end = hop >= 0 ? hop : begin;
        }

        return false;
    }

    private int Fill(FileDescriptor file, long begin, int wanted)
    {
        int got = 0;
        for (int count; got < wanted && (count = file.ReadAt(buffer.AsSpan(got, wanted - got), begin + got)) > 0;) got += count;
        return got;
    }

    // Looks at the record that starts here. The tail line of a block stands for the block: the search hops over it to its head.
    private bool IsEnough(FileDescriptor file, ReadOnlySpan<byte> record, LogCursor start, out long hop)
    {
        hop = -1;
        if (LogBlock.In(record, 'E') is { } block && Head(file, block, start) is { } head)
        {
            hop = head.Offset;
            return IsEnough(file, block, record, head);
        }

        if (record.Length >= LogRecord.HeaderSize && (LogRecord.StreamOf(record.Slice(31, 6)) & streams) != 0 && IsEnough(record[38] == 'F')) return true;
        (after, skip) = (start, 0);
        return false;
    }

    private static LogCursor? Head(FileDescriptor file, LogBlock block, LogCursor tail)
    {
        long start = tail.Offset - 1 - block.Length - LogBlock.LineSize;
        if (start < 0) return null;
        Span<byte> line = stackalloc byte[LogBlock.LineSize];
        return file.ReadAt(line, start) == line.Length && LogBlock.In(line, 'B') == block ? tail with { Offset = start } : null;
    }

    private bool IsEnough(FileDescriptor file, LogBlock block, ReadOnlySpan<byte> tail, LogCursor head)
    {
        if ((LogRecord.StreamOf(tail.Slice(31, 6)) & streams) != 0)
        {
            byte[] output = new byte[block.Length];
            for (int got = 0, count; got < output.Length && (count = file.ReadAt(output.AsSpan(got), head.Offset + LogBlock.LineSize + got)) > 0;) got += count;
            int end = output.Length;
            if (output[^1] == '\n') end--;
            else if (IsEnough(false)) return true;
            for (int newline = end; newline >= 0;)
            {
                bool full = newline < output.Length && output[newline] == '\n';
                if (full && IsEnough(true)) return true;
                newline = newline == 0 ? -1 : output.AsSpan(0, newline).LastIndexOf((byte)'\n');
                (after, skip) = (head, newline + 1);
            }
        }

        (after, skip) = (head, 0);
        return false;
    }

    // Counts a record of the wanted streams; true when the lines after it are as many as wanted.
    private bool IsEnough(bool full)
    {
        // A last line without an end counts as a line.
        if (!sawAny && !full) fullLines++;
        sawAny = true;
        return full && ++fullLines > lines;
    }
}
