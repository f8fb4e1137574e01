using ActorEngine.Linux;

namespace ActorEngine.Shim.Log;

/// <summary>
/// Finds where the last record of a log file begins, from its beginning: only so can bytes inside a block never be taken for records.
/// </summary>
internal ref struct LastRecord(FileDescriptor file, long length, Span<byte> window)
{
    private const int WindowSize = 16 * 1024;

    /// <summary>Of a longer file only the end is looked at, from the first line there that looks like a record.</summary>
    private const long WholeFile = 64 << 20, End = 4 << 20;

    private readonly Span<byte> window = window;
    private long windowStart;
    private int windowSize;

    /// <summary>The place of the last record, and whether it is whole; the file's end when it is empty or cannot be read further.</summary>
    public static long Find(FileDescriptor file, long length, out bool whole) =>
        new LastRecord(file, length, stackalloc byte[WindowSize]).Find(out whole);

    private long Find(out bool whole)
    {
        long start = length <= WholeFile ? 0 : Plausible(length - End);
        while (start < length)
        {
            long end = EndOf(start);
            if (end < 0 || end > length)
            {
                whole = false;
                return start;
            }

            start = end;
        }

        whole = true;
        return length;
    }

    private long Plausible(long from)
    {
        for (long at = EndOfLine(from); at >= 0 && at + RecordHeader.Size <= length; at = EndOfLine(at))
        {
            if (RecordHeader.LooksLike(Take(at, RecordHeader.Size))) return at;
        }

        return 0;
    }

    // The place after the record that begins here; beyond the file's end for a torn block, negative for a torn line.
    private long EndOf(long start)
    {
        if (start + BlockFrame.HeadSize <= length && BlockFrame.LengthIn(Take(start, BlockFrame.HeadSize)) is { } bytes)
            return start + BlockFrame.HeadSize + bytes + BlockFrame.TailSize;
        return EndOfLine(start);
    }

    private long EndOfLine(long start)
    {
        for (long at = start; at < length;)
        {
            ReadOnlySpan<byte> part = Take(at, 1);
            int newline = part.IndexOf((byte)'\n');
            if (newline >= 0) return at + newline + 1;
            at += part.Length;
        }

        return -1;
    }

    // What the window shows from a place on, at least so many bytes of it; empty bytes where the file cannot be read.
    private ReadOnlySpan<byte> Take(long at, int least)
    {
        if (at < windowStart || at + least > windowStart + windowSize)
        {
            windowStart = at;
            windowSize = (int)Math.Min(window.Length, length - at);
            for (int filled = 0, count; filled < windowSize; filled += count)
            {
                count = file.ReadAt(window[filled..windowSize], at + filled);
                if (count == 0) throw new LinuxException(Errno.EIO, "pread");
            }
        }

        int from = (int)(at - windowStart);
        ReadOnlySpan<byte> shown = window[from..windowSize];
        return least > 1 ? shown[..least] : shown;
    }
}
