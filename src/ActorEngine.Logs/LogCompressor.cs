namespace ActorEngine.Logs;

/// <summary>
/// Compresses the files of a log that the shim has left behind. The shim knows nothing of it: it deletes by the names that it gave, so
/// compressed files which are too old are deleted here.
/// </summary>
public static class LogCompressor
{
    /// <summary>Compresses all files but the newest and deletes compressed ones beyond the bound.</summary>
    /// <param name="directory">The container's log directory.</param>
    /// <param name="keep">Files kept, the newest included; 0 keeps all.</param>
    /// <returns>How many files were compressed.</returns>
    /// <exception cref="IOException">The disk is full, or the like.</exception>
    public static int Run(string directory, int keep, CancellationToken cancellation = default)
    {
        long[] numbers = LogDirectory.Numbers(directory);
        if (numbers.Length == 0) return 0;
        foreach (string torn in Directory.EnumerateFiles(directory, "*.log.gz.tmp")) File.Delete(torn);
        int done = 0;
        foreach (long number in numbers[..^1])
        {
            if (cancellation.IsCancellationRequested) return done;
            string compressed = LogDirectory.CompressedPathOf(directory, number);
            if (keep > 0 && number <= numbers[^1] - keep) File.Delete(compressed);
            else if (CompressedLog.Replace(LogDirectory.PathOf(directory, number), compressed)) done++;
        }

        return done;
    }
}
