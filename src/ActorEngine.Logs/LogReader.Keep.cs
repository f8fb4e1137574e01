using ActorEngine.Linux;

namespace ActorEngine.Logs;

/// <summary>Holding files open that rotation may delete before a following reader comes to them.</summary>
public sealed partial class LogReader
{
    /// <summary>Most files that one follower holds back from rotation; what lies beyond is reported as a gap.</summary>
    public const int MostKeptFiles = 64;

    private readonly SortedDictionary<long, FileDescriptor> kept = [];
    private bool keepingEnded;

    private long newest;

    /// <summary>Number of the newest file that a following reader knows of.</summary>
    public long NewestFile => Interlocked.Read(ref newest);

    /// <summary>Called, on the watch's thread, when a new file was begun; must not block. Set before the first read.</summary>
    public Action? FileBegun { get; set; }

    // Called by the watch as soon as a file appears, however far behind the reader is.
    private void Keep(string name)
    {
        if (LogDirectory.NumberOf(name) is not { } number) return;
        Keep(number);
        FileBegun?.Invoke();
    }

    private void Keep(long number)
    {
        lock (kept)
        {
            newest = Math.Max(newest, number);
            if (keepingEnded || number <= position.File || kept.Count >= query.KeptFiles || kept.ContainsKey(number)) return;
            if (FileDescriptor.TryOpen(LogDirectory.PathOf(directory, number), OpenFlags.ReadOnly, 0, out _) is { } opened) kept.Add(number, opened);
        }
    }

    // Numbers of the files that can be read: those in the directory and those held.
    private long[] Numbers()
    {
        long[] present = LogDirectory.Numbers(directory);
        lock (kept)
        {
            if (kept.Count == 0) return present;
            return [.. present.Union(kept.Keys).Order()];
        }
    }

    private FileDescriptor? Open(long number)
    {
        lock (kept)
        {
            if (kept.Remove(number, out FileDescriptor? held)) return held;
        }

        return LogDirectory.Open(directory, number);
    }

    private void ReleaseKept()
    {
        lock (kept)
        {
            keepingEnded = true;
            foreach (FileDescriptor each in kept.Values) each.Dispose();
            kept.Clear();
        }
    }
}
