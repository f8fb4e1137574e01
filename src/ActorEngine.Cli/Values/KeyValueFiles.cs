namespace ActorEngine.Cli.Values;

/// <summary>Files of KEY=VALUE lines for <c>--env-file</c> and <c>--label-file</c>: empty lines and lines that begin with # are skipped, nothing is quoted.</summary>
internal static class KeyValueFiles
{
    /// <summary>The lines as given; a bare key takes its value from <paramref name="lookUp"/> or is dropped, or stays bare without look-up.</summary>
    /// <exception cref="FormatException">Unreadable, or a line without a usable key.</exception>
    public static IReadOnlyList<string> Read(string path, Func<string, string?>? lookUp)
    {
        var entries = new List<string>();
        int number = 0;
        foreach (string raw in Lines(path))
        {
            number++;
            string line = raw.TrimStart(' ', '\t', '\uFEFF');
            if (line.Length == 0 || line[0] == '#') continue;
            int equals = line.IndexOf('=');
            string key = equals < 0 ? line.TrimEnd() : line[..equals];
            if (key.Length == 0) throw new FormatException($"{path}, line {number}: no name stands before '='.");
            if (key.AsSpan().IndexOfAny(' ', '\t') >= 0) throw new FormatException($"{path}, line {number}: the name '{key}' contains white space.");
            if (equals >= 0) entries.Add(line);
            else if (lookUp is null) entries.Add(key);
            else if (lookUp(key) is { } value) entries.Add($"{key}={value}");
        }

        return entries;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllText(path).Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"'{path}' cannot be read: {(File.Exists(path) ? "permission denied" : "no such file")}.");
        }
    }
}
