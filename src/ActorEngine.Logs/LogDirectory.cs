using System.Globalization;

namespace ActorEngine.Logs;

/// <summary>The numbered files of one container's log.</summary>
internal static class LogDirectory
{
    /// <summary>Numbers of the files there are, oldest first.</summary>
    public static long[] Numbers(string directory)
    {
        if (!Directory.Exists(directory)) return [];
        List<long> numbers = [];
        foreach (string path in Directory.EnumerateFiles(directory, "*.log"))
        {
            if (NumberOf(path) is { } number) numbers.Add(number);
        }

        numbers.Sort();
        return [.. numbers];
    }

    /// <summary>The number in a file's name; null if it is no log file.</summary>
    public static long? NumberOf(string path) =>
        path.EndsWith(".log", StringComparison.Ordinal)
        && long.TryParse(Path.GetFileNameWithoutExtension(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    public static string PathOf(string directory, long number) =>
        Path.Combine(directory, number.ToString("D6", CultureInfo.InvariantCulture) + ".log");
}
