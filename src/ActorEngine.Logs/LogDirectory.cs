using System.Globalization;
using ActorEngine.Linux;

namespace ActorEngine.Logs;

/// <summary>The numbered files of one container's log: NUMBER.log as the shim writes them, NUMBER.log.gz where they were compressed since.</summary>
internal static class LogDirectory
{
    private const string Plain = ".log", Compressed = ".log.gz";

    /// <summary>Numbers of the files there are, oldest first.</summary>
    public static long[] Numbers(string directory)
    {
        if (!Directory.Exists(directory)) return [];
        SortedSet<long> numbers = [];
        foreach (string path in Directory.EnumerateFiles(directory, "*.log*"))
        {
            if (NumberOf(path) is { } number || (number = NumberOfCompressed(path) ?? -1) >= 0) numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>The number in the name of a file that the shim wrote; null if it is no such file.</summary>
    public static long? NumberOf(string path) => NumberOf(path, Plain);

    /// <summary>The number in the name of a compressed file; null if it is no such file.</summary>
    public static long? NumberOfCompressed(string path) => NumberOf(path, Compressed);

    public static string PathOf(string directory, long number) =>
        Path.Combine(directory, number.ToString("D6", CultureInfo.InvariantCulture) + Plain);

    public static string CompressedPathOf(string directory, long number) =>
        Path.Combine(directory, number.ToString("D6", CultureInfo.InvariantCulture) + Compressed);

    /// <summary>Opens a file for reading, unpacked where it is compressed; null when it is gone.</summary>
    public static FileDescriptor? Open(string directory, long number) =>
        FileDescriptor.TryOpen(PathOf(directory, number), OpenFlags.ReadOnly, 0, out _)
        ?? CompressedLog.TryUnpack(CompressedPathOf(directory, number));

    private static long? NumberOf(string path, string ending)
    {
        ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
        return name.EndsWith(ending, StringComparison.Ordinal)
            && long.TryParse(name[..^ending.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
