using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>Reading and writing single cgroup files. A group that has gone reads as nothing.</summary>
internal static class CgroupFile
{
    public static string? TryRead(string directory, string name)
    {
        using FileDescriptor? file = FileDescriptor.TryOpen(directory + "/" + name, OpenFlags.ReadOnly, 0, out _);
        if (file is null) return null;
        Span<byte> buffer = stackalloc byte[4096];
        int count = file.TryRead(buffer);
        if (count < 0) return null;
        string text = Encoding.UTF8.GetString(buffer[..count]);
        while (count > 0)
        {
            count = file.TryRead(buffer);
            if (count > 0) text += Encoding.UTF8.GetString(buffer[..count]);
        }

        return text;
    }

    /// <summary>A number; null for "max", for what is absent and for what is none.</summary>
    public static long? TryReadNumber(string directory, string name) =>
        TryRead(directory, name) is { } text && long.TryParse(text.AsSpan().Trim(), out long number) ? number : null;

    /// <summary>The number after a key in a file of "key number" lines.</summary>
    public static long? TryReadKey(string directory, string name, string key) =>
        TryRead(directory, name) is { } text ? FindKey(text, key) : null;

    public static long? FindKey(string text, string key)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.Length > key.Length + 1 && line[key.Length] == ' ' && line.StartsWith(key, StringComparison.Ordinal))
                return long.TryParse(line[(key.Length + 1)..], out long number) ? number : null;
        }

        return null;
    }

    /// <summary>Writes in one call, as the kernel wants it; throws <see cref="LinuxException"/>.</summary>
    public static void Write(string directory, string name, string value)
    {
        using FileDescriptor file = FileDescriptor.Open(directory + "/" + name, OpenFlags.WriteOnly);
        int written = file.TryWrite(Encoding.UTF8.GetBytes(value));
        if (written < 0) throw new LinuxException((Errno)(-written), "write", directory + "/" + name);
    }

    public static Errno TryWrite(string directory, string name, string value)
    {
        using FileDescriptor? file = FileDescriptor.TryOpen(directory + "/" + name, OpenFlags.WriteOnly, 0, out Errno error);
        if (file is null) return error;
        int written = file.TryWrite(Encoding.UTF8.GetBytes(value));
        return written < 0 ? (Errno)(-written) : Errno.None;
    }

    /// <summary>Process ids in a group and those below it.</summary>
    public static void AddPids(string directory, SortedSet<int> pids)
    {
        if (TryRead(directory, "cgroup.procs") is not { } text) return;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (int.TryParse(line, out int pid)) pids.Add(pid);
        }

        foreach (string child in Children(directory)) AddPids(child, pids);
    }

    /// <summary>Removes a group and those below it; false while processes are left in one.</summary>
    public static bool RemoveTree(string directory)
    {
        if (!Directory.Exists(directory)) return true;
        foreach (string child in Children(directory)) RemoveTree(child);
        try
        {
            return FileTree.Remove(FileDescriptor.CurrentDirectory, directory, isDirectory: true) || !Directory.Exists(directory);
        }
        catch (LinuxException busy) when (busy.Errno is Errno.EBUSY or Errno.ENOTEMPTY)
        {
            return false;
        }
        catch (LinuxException gone) when (gone.Errno is Errno.ENOENT or Errno.ENODEV)
        {
            return true;
        }
    }

    private static string[] Children(string directory)
    {
        try
        {
            return Directory.GetDirectories(directory);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
