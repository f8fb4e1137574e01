namespace ActorEngine.Logs;

/// <summary>How much of a log lies after a place.</summary>
public static class LogBacklog
{
    /// <summary>Bytes in the files, headers included; compressed files count as long as they are.</summary>
    public static long BytesAfter(string directory, LogCursor place)
    {
        long sum = 0;
        foreach (long number in LogDirectory.Numbers(directory))
        {
            if (number < place.File) continue;
            var file = new FileInfo(LogDirectory.PathOf(directory, number));
            if (file.Exists) sum += Math.Max(0, file.Length - (number == place.File ? place.Offset : 0));
            else if (number > place.File && new FileInfo(LogDirectory.CompressedPathOf(directory, number)) is { Exists: true } compressed) sum += compressed.Length;
        }

        return sum;
    }

    /// <summary>The place itself, or the log's end where it lies beyond that, as after a power cut that took the end of the log.</summary>
    public static LogCursor Within(string directory, LogCursor place)
    {
        if (LogDirectory.Numbers(directory) is not [.., var newest] || place.File < newest) return place;
        var file = new FileInfo(LogDirectory.PathOf(directory, newest));
        var end = new LogCursor(newest, file.Exists ? file.Length : 0);
        return place > end ? end : place;
    }
}
