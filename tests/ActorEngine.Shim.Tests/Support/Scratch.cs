using ActorEngine.Linux;

namespace ActorEngine.Shim.Tests.Support;

/// <summary>A directory of a test's own, removed with everything mounted in it.</summary>
public sealed class Scratch : IDisposable
{
    private readonly List<string> mounts = [];

    public Scratch() => Root = Directory.CreateTempSubdirectory("shim-test-").FullName;

    public string Root { get; }

    public string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public string MakeDirectory(params string[] parts) => Directory.CreateDirectory(Path(parts)).FullName;

    /// <summary>An executable shell script.</summary>
    public string Script(string name, string body)
    {
        string path = Path(name);
        File.WriteAllText(path, "#!/bin/sh\n" + body);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A small tmpfs.</summary>
    public string MountTmpfs(string name, int kilobytes)
    {
        string path = MakeDirectory(name);
        Mounts.Mount("tmpfs", path, "tmpfs", MountFlags.None, $"size={kilobytes}k");
        mounts.Add(path);
        return path;
    }

    public void Dispose()
    {
        foreach (string mount in mounts) Mounts.TryUnmount(mount, detach: true);
        Directory.Delete(Root, recursive: true);
    }
}
