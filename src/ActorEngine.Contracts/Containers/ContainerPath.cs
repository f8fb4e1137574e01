namespace ActorEngine.Contracts;

/// <summary>Paths inside containers, as text: they are never resolved against the host.</summary>
public static class ContainerPath
{
    /// <summary>An absolute path without <c>.</c>, <c>..</c>, doubled or trailing slashes.</summary>
    public static string Clean(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>Is this inside that directory, and not the directory itself?</summary>
    public static bool IsBelow(string path, string directory) => path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>Directories above it; 0 for the root.</summary>
    public static int Depth(string path) => path == "/" ? 0 : path.AsSpan().Count('/');
}
