using ActorEngine.Linux;

namespace ActorEngine.Logs;

/// <summary>Holding files open that rotation may delete before a following reader comes to them.</summary>
public sealed partial class LogReader
{
    /// <summary>Most files that one follower holds back from rotation; what lies beyond is reported as a gap.</summary>
    public const int MostKeptFiles = 64;

    private readonly SortedDictionary<long, FileDescriptor> kept = [];
    private bool keepingEnded;

    // Called by the watch as soon as a file appears, however far behind the reader is.
    private void Keep(string name)
    {
        if (LogDirectory.NumberOf(name) is { } number) Keep(number);
    }

    private void Keep(long number)
    {
        lock (kept)
        {
            if (keepingEnded || number <= position.File || kept.Count >= MostKeptFiles || kept.ContainsKey(number)) return;
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

        return FileDescriptor.TryOpen(LogDirectory.PathOf(directory, number), OpenFlags.ReadOnly, 0, out _);
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
