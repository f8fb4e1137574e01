using ActorEngine.Linux;

namespace ActorEngine.Logs;

/// <summary>
/// Reads a container's log from a place on, over all its files, and follows it as it grows. A follower holds the files it has not come
/// to yet open (at most <see cref="MostKeptFiles"/>), so that rotation does not overtake it; what it could not hold shows as a gap.
/// One caller at a time.
/// </summary>
public sealed partial class LogReader : IDisposable
{
    private const int BlockSize = 256 * 1024;

    private readonly string directory;
    private readonly LogQuery query;
    private readonly LogWatch.Subscription? subscription;
    private readonly byte[]? since, until;
    private readonly List<LogEntry> batch = [];
    private readonly Lock gate = new();
    private byte[] block = new byte[BlockSize];
    private FileDescriptor? file;
    private LogCursor position;
    private LogCursor? end;
    private bool ended, splitBlocks;
    private int skip;

    /// <summary>Opens a reader.</summary>
    /// <param name="directory">The container's log directory.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="watch">The engine's watch; needed to follow.</param>
    public LogReader(string directory, LogQuery query, LogWatch? watch = null)
    {
        if (query.Follow && watch is null) throw new ArgumentNullException(nameof(watch), "following needs a watch");
        this.directory = directory;
        this.query = query;
        since = query.Since is { } first ? LogRecord.Format(first) : null;
        until = query.Until is { } last ? LogRecord.Format(last) : null;
        // Subscribed before the first read, so that no change falls between.
        subscription = query.Follow ? watch!.Subscribe(directory, Keep) : null;
        (position, skip) = query.Tail is { } lines ? new TailFinder(directory, query.Streams, lines).Find() : (query.From, 0);
        if (!query.Follow) return;
        foreach (long number in LogDirectory.Numbers(directory)) Keep(number);
    }

    /// <summary>The place up to which everything was delivered.</summary>
    public LogCursor Position => position;

    /// <summary>The first line lies within a block, after <see cref="Position"/>.</summary>
    public bool BeginsWithin => skip > 0;

    /// <summary>All output lies before this place (the exit record says so): a following reader ends there.</summary>
    public void FinishAt(LogCursor last)
    {
        lock (gate) end = last;
        subscription?.Wake();
    }

    /// <summary>The next records, valid until the next call; null at the end.</summary>
    public ValueTask<IReadOnlyList<LogEntry>?> ReadAsync(CancellationToken cancellation = default)
    {
        splitBlocks = true;
        return ReadBatchAsync(cancellation);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        subscription?.Dispose();
        file?.Dispose();
        ReleaseKept();
    }

    private async ValueTask<IReadOnlyList<LogEntry>?> ReadBatchAsync(CancellationToken cancellation)
    {
        while (!ended)
        {
            cancellation.ThrowIfCancellationRequested();
            bool progress = Step();
            if (batch.Count > 0) return batch;
            if (progress) continue;
            if (!query.Follow || IsFinished || !Directory.Exists(directory)) break;
            await subscription!.WaitAsync(cancellation).ConfigureAwait(false);
        }

        ended = true;
        return null;
    }

    private bool IsFinished
    {
        get
        {
            lock (gate) return end is { } last && position >= last;
        }
    }

    // Reads one block or moves to the next file. False when there is nothing to do for now.
    private bool Step()
    {
        batch.Clear();
        if (file is null && !OpenFirst()) return false;
        if (ReadBlock(out bool leftover)) return true;
        return MoveOn(leftover);
    }

    private bool ReadBlock(out bool leftover)
    {
        leftover = false;
        int filled = 0;
        for (int count; filled < block.Length && (count = file!.ReadAt(block.AsSpan(filled), position.Offset + filled)) > 0;) filled += count;
        if (filled == 0) return false;
        int used = Parse(block.AsMemory(0, filled));
        if (used > 0)
        {
            position = position with { Offset = position.Offset + used };
            return true;
        }

        // A record longer than the block, or one that is still being written.
        leftover = true;
        if (filled < block.Length) return false;
        block = new byte[block.Length * 2];
        return true;
    }

    private int Parse(ReadOnlyMemory<byte> bytes)
    {
        int used = 0;
        while (!ended)
        {
            ReadOnlyMemory<byte> rest = bytes[used..];
            int newline = rest.Span.IndexOf((byte)'\n');
            if (newline < 0) break;
            if (LogBlock.In(rest.Span[..(newline + 1)], 'B') is { } block)
            {
                if (block.Size > rest.Length) break;
                if (block.IsClosed(rest.Span))
                {
                    used += block.Size;
                    Add(block, rest, position with { Offset = position.Offset + used });
                    continue;
                }
            }

            used += newline + 1;
            LogEntry entry = LogRecord.Parse(rest[..(newline + 1)], position with { Offset = position.Offset + used });
            if (IsWanted(entry)) batch.Add(entry);
        }

        return used;
    }

    private void Add(LogBlock block, ReadOnlyMemory<byte> bytes, LogCursor next)
    {
        LogEntry whole = block.Whole(bytes, skip, next);
        if (IsWanted(whole))
        {
            if (splitBlocks) block.Split(bytes, skip, next, batch);
            else batch.Add(whole);
        }

        skip = 0;
    }

    private bool IsWanted(in LogEntry entry)
    {
        if (entry.Kind == LogEntryKind.Garbled) return true;
        ReadOnlySpan<byte> time = entry.Header.Span[..LogRecord.TimeSize];
        if (since is not null && time.SequenceCompareTo(since) < 0) return false;
        if (until is not null && time.SequenceCompareTo(until) > 0)
        {
            ended = true;
            return false;
        }

        return entry.Kind == LogEntryKind.Gap || (entry.Stream & query.Streams) != 0;
    }
}
