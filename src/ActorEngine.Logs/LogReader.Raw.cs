namespace ActorEngine.Logs;

/// <summary>Output as the container wrote it, or a note about what is missing.</summary>
/// <param name="Stream">The stream; none for a note.</param>
/// <param name="Data">The bytes, valid until the next read.</param>
/// <param name="Note">Why output is missing here (gap), or what was skipped; null for output.</param>
/// <param name="Next">The place after it.</param>
public readonly record struct LogChunk(LogStreams Stream, ReadOnlyMemory<byte> Data, string? Note, LogCursor Next);

/// <summary>Raw mode.</summary>
public sealed partial class LogReader
{
    private const int ChunkSize = 64 * 1024;

    private byte[] chunk = [];
    private int batchIndex;

    /// <summary>
    /// The next piece of output as the container wrote it, records of one stream joined; null at the end. Not to be mixed with
    /// <see cref="ReadAsync"/> on the same reader.
    /// </summary>
    public async ValueTask<LogChunk?> ReadChunkAsync(CancellationToken cancellation = default)
    {
        if (batchIndex >= batch.Count)
        {
            batchIndex = 0;
            if (await ReadBatchAsync(cancellation).ConfigureAwait(false) is null) return null;
        }

        LogEntry entry = batch[batchIndex];
        if (entry.Kind == LogEntryKind.Output) return Join();
        batchIndex++;
        string text = System.Text.Encoding.UTF8.GetString(entry.Text.Span);
        return new LogChunk(LogStreams.None, default, entry.Kind == LogEntryKind.Gap ? "output lost: " + text : "unreadable record skipped", entry.Next);
    }

    private LogChunk Join()
    {
        if (chunk.Length == 0) chunk = new byte[ChunkSize];
        LogEntry first = batch[batchIndex++];
        ReadOnlyMemory<byte> raw = first.Raw;
        // One record alone needs no copy.
        if (raw.Length >= ChunkSize / 2 || batchIndex >= batch.Count) return new LogChunk(first.Stream, raw, null, first.Next);
        raw.Span.CopyTo(chunk);
        int filled = raw.Length;
        LogCursor next = first.Next;
        for (; batchIndex < batch.Count; batchIndex++)
        {
            LogEntry entry = batch[batchIndex];
            if (entry.Kind != LogEntryKind.Output || entry.Stream != first.Stream) break;
            ReadOnlySpan<byte> more = entry.Raw.Span;
            if (filled + more.Length > ChunkSize) break;
            more.CopyTo(chunk.AsSpan(filled));
            filled += more.Length;
            next = entry.Next;
        }

        return new LogChunk(first.Stream, chunk.AsMemory(0, filled), null, next);
    }
}
