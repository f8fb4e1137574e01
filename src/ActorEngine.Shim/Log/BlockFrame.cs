using ActorEngine.Linux;

namespace ActorEngine.Shim.Log;

/// <summary>
/// What stands around a block of output in the log: a head line <c>TIME stdout B LENGTH</c>, the bytes as they are, a line end, and a line
/// <c>TIME stdout E LENGTH</c>, so that a reader gets over it in both directions without looking into it.
/// </summary>
internal static class BlockFrame
{
    public const int LengthDigits = 10;

    /// <summary>Bytes before the output.</summary>
    public const int HeadSize = RecordHeader.Size + LengthDigits + 1;

    /// <summary>Bytes after the output.</summary>
    public const int TailSize = 1 + HeadSize;

    /// <summary>Writes the line before or after a block, as long as the place is.</summary>
    public static void Write(Span<byte> place, ReadOnlySpan<byte> header, byte tag, int length)
    {
        header.CopyTo(place);
        place[RecordHeader.TagOffset] = tag;
        RecordHeader.WriteNumber(place.Slice(RecordHeader.Size, LengthDigits), length);
        place[HeadSize - 1] = (byte)'\n';
    }

    /// <summary>The number of bytes that a head announces; null if the line is no head.</summary>
    public static long? LengthIn(ReadOnlySpan<byte> line)
    {
        if (line.Length != HeadSize || line[RecordHeader.TagOffset] != (byte)'B' || line[^1] != (byte)'\n') return null;
        return long.TryParse(line.Slice(RecordHeader.Size, LengthDigits), out long length) ? length : null;
    }

    /// <summary>
    /// Closes a block that holds fewer bytes than its head says: the head is corrected and the tail written at the file's end, where the file
    /// stands afterwards. False when the file has no room for it.
    /// </summary>
    public static bool TryClose(FileDescriptor file, long start, int length)
    {
        Span<byte> frame = stackalloc byte[HeadSize + 1];
        Span<byte> line = frame[1..];
        frame[0] = (byte)'\n';
        if (file.TryReadAt(line, start) != HeadSize) return false;
        RecordHeader.WriteNumber(line.Slice(RecordHeader.Size, LengthDigits), length);
        if (file.TryWriteAt(line, start) != HeadSize) return false;
        line[RecordHeader.TagOffset] = (byte)'E';
        file.Seek(start + HeadSize + length, 0);
        return file.TryWrite(frame) == TailSize;
    }
}
