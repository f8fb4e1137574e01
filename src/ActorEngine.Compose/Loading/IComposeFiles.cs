namespace ActorEngine.Compose;

/// <summary>Where the files of a project come from.</summary>
public interface IComposeFiles
{
    /// <summary>The text at an absolute path; null where there is no file.</summary>
    string? Read(string path);
}

/// <summary>The disk.</summary>
public sealed class DiskFiles : IComposeFiles
{
    /// <inheritdoc />
    public string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ComposeException($"{path}: {fault.Message}");
        }
    }
}
