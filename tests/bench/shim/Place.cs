namespace ShimFigures;

/// <summary>A directory to measure in: in memory, where no disk is measured, or among the temporary files.</summary>
internal sealed class Place : IDisposable
{
    private readonly string root;

    public Place(string below)
    {
        root = Path.Combine(below, "shim-figures-" + Environment.ProcessId);
        Directory.CreateDirectory(root);
    }

    public string MakeDirectory(params string[] parts) => Directory.CreateDirectory(Path.Combine([root, .. parts])).FullName;

    public string FilePath(string name) => Path.Combine(root, name);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
