namespace ActorEngine.Builder;

/// <summary>Paths inside an image, as text.</summary>
internal static class PathText
{
    /// <summary>An absolute, clean path: <paramref name="path"/> below <paramref name="directory"/>, unless it is absolute itself.</summary>
    public static string Join(string directory, string path) => Clean(path.StartsWith('/') ? path : directory + "/" + path);

    /// <summary>Absolute, without empty parts, '.' and '..'.</summary>
    public static string Clean(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return "/" + string.Join('/', parts);
    }
}
