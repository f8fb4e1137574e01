namespace ShimFigures;

/// <summary>A directory in memory, so that no disk is measured.</summary>
internal sealed class Place : IDisposable
{
    private readonly string root = Path.Combine("/dev/shm", "shim-figures-" + Environment.ProcessId);

    public Place() => Directory.CreateDirectory(root);

    public string MakeDirectory(params string[] parts) => Directory.CreateDirectory(Path.Combine([root, .. parts])).FullName;

    public string FilePath(string name) => Path.Combine(root, name);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
