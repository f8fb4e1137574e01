namespace ActorEngine.Linux;

/// <summary>One line of /proc/PID/mountinfo (proc(5)).</summary>
public sealed record MountEntry(string Root, string MountPoint, string Options, string Type, string Source, string SuperOptions)
{
    /// <summary>Optional fields: shared:N, master:N, propagate_from:N, unbindable.</summary>
    public IReadOnlyList<string> Propagation { get; init; } = [];

    public bool IsShared => Propagation.Any(entry => entry.StartsWith("shared:", StringComparison.Ordinal));

    public bool IsSlave => Propagation.Any(entry => entry.StartsWith("master:", StringComparison.Ordinal));
}

/// <summary>The mounts that a process sees.</summary>
public static class MountTable
{
    /// <summary>Reads the table of this process, or of another one.</summary>
    public static IReadOnlyList<MountEntry> Read(string path = "/proc/self/mountinfo") => Parse(File.ReadLines(path));

    /// <summary>Parses lines of mountinfo; lines that are not whole are left out.</summary>
    public static IReadOnlyList<MountEntry> Parse(IEnumerable<string> lines)
    {
        List<MountEntry> entries = [];
        foreach (string line in lines)
        {
            string[] fields = line.Split(' ');
            int dash = Array.IndexOf(fields, "-");
            if (dash < 6 || fields.Length < dash + 4) continue;
            entries.Add(new MountEntry(
                Unescape(fields[3]), Unescape(fields[4]), fields[5], fields[dash + 1], Unescape(fields[dash + 2]), fields[dash + 3]) { Propagation = dash == 6 ? [] : fields[6..dash] });
        }

        return entries;
    }

    // The kernel writes blanks and backslashes in names as three octal digits.
    private static string Unescape(string text)
    {
        if (!text.Contains('\\')) return text;
        return text.Replace("\\040", " ").Replace("\\011", "\t").Replace("\\012", "\n").Replace("\\134", "\\");
    }
}
