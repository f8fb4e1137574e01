using System.Buffers;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>Lines that were read together, and the place in the log after them. Disposing gives their memory back.</summary>
internal sealed class LineBatch(int size) : IDisposable
{
    private byte[]? memory = ArrayPool<byte>.Shared.Rent(Math.Max(size, 1));
    private ReadOnlyMemory<byte> lastTime;
    private int used;

    public List<LogLine> Lines { get; } = [];

    /// <summary>Bytes of text.</summary>
    public long Bytes { get; private set; }

    /// <summary>All before this place is in this batch or an earlier one, but for the beginnings of lines that are still open.</summary>
    public LogCursor Next { get; set; }

    /// <summary>The beginnings of lines whose end has not been read.</summary>
    public IReadOnlyList<OpenLine> Open { get; set; } = [];

    /// <summary>Log files that were deleted before they were read, before or in this batch.</summary>
    public long LostFiles { get; set; }

    /// <summary>Lines of the log before <see cref="Next"/> that were left out, and their bytes.</summary>
    public long DroppedLines { get; private set; }

    public long DroppedBytes { get; private set; }

    /// <summary>What it takes of a buffer, the place that lines take beside their text included.</summary>
    public long Weight => Bytes + (long)Lines.Count * 80;

    /// <summary>Takes a copy that lives as long as the batch.</summary>
    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        int length = first.Length + second.Length;
        Memory<byte> place = memory.AsMemory(used, length);
        first.CopyTo(place.Span);
        second.CopyTo(place.Span[first.Length..]);
        used += length;
        return place;
    }

    public void Add(in LogLine line)
    {
        Lines.Add(line);
        Bytes += line.Text.Length;
    }

    /// <summary>A time, kept once where lines in a row have the same.</summary>
    public ReadOnlyMemory<byte> CopyTime(ReadOnlySpan<byte> time)
    {
        if (!time.SequenceEqual(lastTime.Span)) lastTime = Copy(time);
        return lastTime;
    }

    /// <summary>Leaves out all lines that do not fit into so much room.</summary>
    public void Fit(long room)
    {
        int index = 0;
        for (long weight = 0; index < Lines.Count && (weight += Lines[index].Text.Length + 80) <= room;) index++;
        for (int i = index; i < Lines.Count; i++) DroppedBytes += Lines[i].Text.Length;
        DroppedLines += Lines.Count - index;
        Lines.RemoveRange(index, Lines.Count - index);
        Bytes = Lines.Sum(line => (long)line.Text.Length);
    }

    /// <summary>Takes the place of a batch without lines that came right after this one, which has none either.</summary>
    public void Absorb(LineBatch later)
    {
        (Next, Open) = (later.Next, later.Open);
        LostFiles += later.LostFiles;
        DroppedLines += later.DroppedLines;
        DroppedBytes += later.DroppedBytes;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref memory, null) is { } rented) ArrayPool<byte>.Shared.Return(rented);
    }
}

/// <summary>The beginning of a line whose end the container has not written yet.</summary>
/// <param name="PartId">Id of the pieces that were made of the line already; null where there is none.</param>
/// <param name="Ordinal">How many these are.</param>
internal sealed record OpenLine(LogStreams Stream, byte[] TimeText, byte[] Text, string? PartId, int Ordinal);
