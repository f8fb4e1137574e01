using System.Globalization;

namespace ActorEngine.Registry;

/// <summary>A file for what must be known whole before it can be sent. It has no name any more once it is open, so that nothing of it stays, whatever happens.</summary>
internal sealed class Spool : IDisposable
{
    private readonly FileStream file;

    private Spool(FileStream file) => this.file = file;

    /// <summary>Where it is filled.</summary>
    public Stream Input => file;

    public long Length => file.Length;

    /// <exception cref="IOException">The directory cannot be written.</exception>
    public static Spool Create(string stateDirectory)
    {
        string directory = DirectoryOf(stateDirectory);
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string path = Path.Combine(directory, Guid.NewGuid().ToString("N"));
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 128 << 10, FileOptions.Asynchronous);
        File.Delete(path);
        return new Spool(file);
    }

    /// <summary>Removes files that lost their names too late, in an engine that was killed.</summary>
    public static void Sweep(string stateDirectory)
    {
        try
        {
            foreach (string left in Directory.EnumerateFiles(DirectoryOf(stateDirectory))) File.Delete(left);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }

    /// <summary>Opens what was written, from its beginning; as often as it takes.</summary>
    public Stream Open()
    {
        string self = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}");
        return new FileStream(self, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
    }

    public void Dispose() => file.Dispose();

    private static string DirectoryOf(string stateDirectory) => Path.Combine(stateDirectory, "registry", "spool");
}
