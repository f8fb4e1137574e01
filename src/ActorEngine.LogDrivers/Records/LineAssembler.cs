using ActorEngine.Contracts;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>
/// Makes lines out of the log's records: a line that the container wrote in several goes becomes one, a line longer than
/// <see cref="MostBytes"/> several pieces.
/// </summary>
internal sealed class LineAssembler
{
    /// <summary>The longest piece, as with Docker.</summary>
    public const int MostBytes = 16 * 1024;

    private const int TimeSize = 30;

    private readonly Pending stdout = new(LogStreams.Stdout), stderr = new(LogStreams.Stderr);
    private LogCursor position, runEnd;
    private bool gone;

    /// <summary>Goes on where another one was.</summary>
    public LineAssembler(LogCursor from, IReadOnlyList<OpenLine> open)
    {
        position = from;
        foreach (var line in open) Of(line.Stream).Restore(line);
    }

    private bool HasOpen => !stdout.IsEmpty || !stderr.IsEmpty;

    /// <summary>A run of the container ended here: lines that are open then have no end.</summary>
    public void EndRunAt(LogCursor end) => runEnd = end;

    /// <summary>The lines that end in these records.</summary>
    public LineBatch Take(IReadOnlyList<LogEntry> entries)
    {
        int size = stdout.Size + stderr.Size;
        foreach (var entry in entries) size += entry.Body.Length + TimeSize * (2 + entry.Body.Length / MostBytes);
        var batch = new LineBatch(size);
        foreach (var entry in entries)
        {
            if (HasOpen && runEnd != default && position >= runEnd) CloseOpen(batch);
            if (entry.Kind == LogEntryKind.Output) Take(entry, batch);
            // Only files that were deleted leave a gap without a time; what the shim lost it has told already.
            else if (entry.Kind == LogEntryKind.Gap && entry.Header.IsEmpty) gone = true;
            if (gone && entry.Next.File > position.File)
            {
                batch.LostFiles += Math.Max(1, entry.Next.File - position.File - 1);
                gone = false;
            }

            position = entry.Next;
        }

        return Finish(batch);
    }

    /// <summary>The lines that are open, when there will be no more output.</summary>
    /// <param name="reached">How far the log was read: further than its last record, where files without any follow.</param>
    public LineBatch TakeRest(LogCursor reached)
    {
        if (position < reached) position = reached;
        var batch = new LineBatch(stdout.Size + stderr.Size);
        CloseOpen(batch);
        return Finish(batch);
    }

    private LineBatch Finish(LineBatch batch)
    {
        batch.Next = position;
        batch.Open = [.. new[] { stdout, stderr }.Where(pending => !pending.IsEmpty).Select(pending => pending.Save())];
        return batch;
    }

    private void Take(in LogEntry entry, LineBatch batch)
    {
        var pending = Of(entry.Stream);
        ReadOnlySpan<byte> text = entry.Text.Span;
        if (pending.IsEmpty) pending.Begin(entry.TimeText.Span);
        while (pending.Length + text.Length > MostBytes)
        {
            int room = MostBytes - pending.Length;
            batch.Add(pending.Cut(batch, text[..room]));
            text = text[room..];
        }

        if (entry.IsPartial) pending.Append(text);
        else batch.Add(pending.End(batch, text));
    }

    private void CloseOpen(LineBatch batch)
    {
        foreach (var pending in (Pending[])[stdout, stderr])
            if (!pending.IsEmpty) batch.Add(pending.End(batch, default));
    }

    private Pending Of(LogStreams stream) => stream == LogStreams.Stderr ? stderr : stdout;

    /// <summary>The beginning of a line.</summary>
    private sealed class Pending(LogStreams stream)
    {
        private readonly byte[] time = new byte[TimeSize];
        private byte[] text = [];
        private string? id;
        private int ordinal;
        private bool begun;

        public int Length { get; private set; }

        public bool IsEmpty => !begun;

        /// <summary>Most that it adds to a batch besides what is read.</summary>
        public int Size => Length + 2 * TimeSize;

        public void Begin(ReadOnlySpan<byte> timeText)
        {
            timeText.CopyTo(time);
            begun = true;
        }

        public void Append(ReadOnlySpan<byte> more)
        {
            if (text.Length < Length + more.Length) Array.Resize(ref text, Length + more.Length <= 1024 ? 1024 : MostBytes);
            more.CopyTo(text.AsSpan(Length));
            Length += more.Length;
        }

        /// <summary>A piece, after which the line goes on.</summary>
        public LogLine Cut(LineBatch batch, ReadOnlySpan<byte> more)
        {
            id ??= ContainerId.New().Value;
            return Make(batch, more, new LinePart(id, ++ordinal, false));
        }

        /// <summary>The line, or its last piece.</summary>
        public LogLine End(LineBatch batch, ReadOnlySpan<byte> more)
        {
            var line = Make(batch, more, id is null ? null : new LinePart(id, ordinal + 1, true));
            (id, ordinal, begun) = (null, 0, false);
            return line;
        }

        public OpenLine Save() => new(stream, [.. time], [.. text.AsSpan(0, Length)], id, ordinal);

        public void Restore(OpenLine line)
        {
            Begin(line.TimeText);
            Append(line.Text);
            (id, ordinal) = (line.PartId, line.Ordinal);
        }

        private LogLine Make(LineBatch batch, ReadOnlySpan<byte> more, LinePart? part)
        {
            var line = new LogLine(stream, batch.CopyTime(time), batch.Copy(text.AsSpan(0, Length), more), part);
            Length = 0;
            return line;
        }
    }
}
