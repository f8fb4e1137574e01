using ActorEngine.Linux;

namespace ActorEngine.Shim.Log;

/// <summary>Mends a log file whose last record was cut, by a crash or a full disk.</summary>
internal static class LogRepair
{
    /// <summary>
    /// Makes the file end with a whole record, the position at its end, and answers its length. A record cut in its text is closed as a
    /// partial one, a block cut in its bytes as a shorter block; what was cut in its header is taken off.
    /// </summary>
    public static long Repair(FileDescriptor file)
    {
        long length = file.Seek(0, 2);
        if (length == 0) return 0;
        long start = LastRecord.Find(file, length, out bool whole);
        if (whole) return length;
        Span<byte> line = stackalloc byte[BlockFrame.HeadSize];
        int got = file.TryReadAt(line, start);
        if (got == line.Length && BlockFrame.LengthIn(line) is { } announced)
        {
            int bytes = (int)Math.Min(announced, length - start - BlockFrame.HeadSize);
            if (bytes > 0 && BlockFrame.TryClose(file, start, bytes)) return CutAfter(file, start + BlockFrame.HeadSize + bytes + BlockFrame.TailSize);
        }
        else if (got >= RecordHeader.Size && line[RecordHeader.TagOffset] is (byte)'F' or (byte)'P' && line[RecordHeader.TagOffset + 1] == (byte)' ')
        {
            file.Seek(start + RecordHeader.TagOffset, 0);
            file.WriteAll("P"u8);
            file.Seek(0, 2);
            file.WriteAll("\n"u8);
            return length + 1;
        }

        return CutAfter(file, start);
    }

    private static long CutAfter(FileDescriptor file, long end)
    {
        file.Truncate(end);
        return file.Seek(0, 2);
    }
}
