using ActorEngine.Linux;

namespace ActorEngine.Shim.Log;

/// <summary>Mends a log file whose last record was cut, by a crash or a full disk.</summary>
internal static class LogRepair
{
    /// <summary>
    /// Makes the file end with a whole record, the position at its end, and answers its length. A record cut in its text is closed as a
    /// partial one; one cut in its header is taken off.
    /// </summary>
    public static long Repair(FileDescriptor file)
    {
        long length = file.Seek(0, 2);
        if (length == 0) return 0;
        byte[] tail = new byte[4096];
        long start = LastRecordStart(file, length, tail, out bool whole);
        if (whole) return length;
        if (length - start >= RecordHeader.Size && file.ReadAt(tail.AsSpan(0, RecordHeader.Size), start) == RecordHeader.Size
            && tail[RecordHeader.TagOffset] is (byte)'F' or (byte)'P' && tail[RecordHeader.TagOffset + 1] == (byte)' ')
        {
            file.Seek(start + RecordHeader.TagOffset, 0);
            file.WriteAll("P"u8);
            file.Seek(0, 2);
            file.WriteAll("\n"u8);
            return length + 1;
        }

        file.Truncate(start);
        return file.Seek(0, 2);
    }

    // Searches backwards for the last line end.
    private static long LastRecordStart(FileDescriptor file, long length, byte[] buffer, out bool whole)
    {
        whole = false;
        for (long end = length; end > 0;)
        {
            long begin = Math.Max(0, end - buffer.Length);
            Span<byte> part = buffer.AsSpan(0, (int)(end - begin));
            if (file.ReadAt(part, begin) != part.Length) return length;
            int newline = part.LastIndexOf((byte)'\n');
            if (newline >= 0)
            {
                whole = begin + newline + 1 == length;
                return begin + newline + 1;
            }

            end = begin;
        }

        return 0;
    }
}
