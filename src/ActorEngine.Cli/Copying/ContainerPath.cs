namespace ActorEngine.Cli.Copying;

/// <summary>One side of cp: CONTAINER:PATH, a path here, or - for a stream.</summary>
/// <param name="Container">null for this side.</param>
/// <param name="Path">As given; a trailing slash and /. have a meaning.</param>
internal sealed record ContainerPath(string? Container, string Path)
{
    public bool IsStream => Container is null && Path == "-";

    /// <summary>Docker's rule: a colon parts the container's name, unless the text begins with / or . and so is a path here.</summary>
    public static ContainerPath Parse(string text)
    {
        int colon = text.IndexOf(':');
        return colon <= 0 || text[0] is '/' or '.' ? new ContainerPath(null, text) : new ContainerPath(text[..colon], text[(colon + 1)..]);
    }

    /// <summary>The contents of a directory are meant, not the directory.</summary>
    public static bool MeansContents(string path) => path == "." || path.EndsWith("/.", StringComparison.Ordinal);

    /// <summary>Says that it is a directory.</summary>
    public static bool SaysDirectory(string path) => path.EndsWith('/') || MeansContents(path);

    /// <summary>The last name of a path, the root's being empty.</summary>
    public static string LastName(string path)
    {
        string trimmed = MeansContents(path) ? path[..^1].TrimEnd('/') : path.TrimEnd('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    /// <summary>The directory that holds it.</summary>
    public static string Parent(string path)
    {
        string trimmed = path.TrimEnd('/');
        int slash = trimmed.LastIndexOf('/');
        return slash <= 0 ? "/" : trimmed[..slash];
    }
}
