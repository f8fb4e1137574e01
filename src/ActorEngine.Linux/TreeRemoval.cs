namespace ActorEngine.Linux;

/// <summary>Removes whole trees by descriptor: symbolic links are removed, never followed, names need not be UTF-8, and what somebody else removes meanwhile is no error.</summary>
public static class TreeRemoval
{
    /// <summary>Removes a path and everything below it; nothing there is no error.</summary>
    public static void Remove(string path)
    {
        byte[] name = [.. System.Text.Encoding.UTF8.GetBytes(path), 0];
        Remove(FileDescriptor.CurrentDirectory, name);
    }

    /// <summary>Removes a name (ending with a zero byte) of an open directory, and everything below it.</summary>
    public static void Remove(FileDescriptor directory, ReadOnlySpan<byte> name)
    {
        Errno error = ByteNamedTree.TryRemove(directory, name, isDirectory: false);
        if (error is Errno.None or Errno.ENOENT) return;
        if (error is not (Errno.EISDIR or Errno.EPERM)) throw Failed(error, name);
        FileDescriptor? inner = ByteNamedTree.TryOpenAt(directory, name, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out error);
        if (inner is null && error is Errno.ENOENT) return;
        if (inner is null) throw Failed(error, name);
        using (inner) Empty(inner);
        error = ByteNamedTree.TryRemove(directory, name, isDirectory: true);
        if (error is not (Errno.None or Errno.ENOENT)) throw Failed(error, name);
    }

    // Depth is on the heap: an archive may nest directories deeper than the stack would bear.
    private static void Empty(FileDescriptor top)
    {
        var open = new Stack<(FileDescriptor Directory, byte[]? Name, Queue<byte[]> Inner)>();
        open.Push((top, null, Sweep(top)));
        try
        {
            while (open.TryPeek(out var current))
            {
                if (current.Inner.TryDequeue(out byte[]? name))
                {
                    FileDescriptor? next = ByteNamedTree.TryOpenAt(current.Directory, name, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out Errno error);
                    if (next is null && error is Errno.ENOENT) continue;
                    if (next is null) throw Failed(error, name);
                    open.Push((next, name, Sweep(next)));
                    continue;
                }

                open.Pop();
                if (current.Name is null) continue;
                current.Directory.Dispose();
                Errno removed = ByteNamedTree.TryRemove(open.Peek().Directory, current.Name, isDirectory: true);
                if (removed is not (Errno.None or Errno.ENOENT)) throw Failed(removed, current.Name);
            }
        }
        finally
        {
            foreach (var left in open)
                if (left.Name is not null) left.Directory.Dispose();
        }
    }

    // Removes the files of a directory and answers its directories.
    private static Queue<byte[]> Sweep(FileDescriptor directory)
    {
        var inner = new Queue<byte[]>();
        foreach (DirectoryEntry entry in EntriesOf(directory))
        {
            Errno error = entry.IsDirectory ? Errno.EISDIR : ByteNamedTree.TryRemove(directory, entry.Name, isDirectory: false);
            if (error is Errno.EISDIR) inner.Enqueue(entry.Name);
            else if (error is not (Errno.None or Errno.ENOENT)) throw Failed(error, entry.Name);
        }

        return inner;
    }

    private static List<DirectoryEntry> EntriesOf(FileDescriptor directory)
    {
        try
        {
            return DirectoryEntries.Read(directory);
        }
        catch (LinuxException gone) when (gone.Errno is Errno.ENOENT)
        {
            return [];
        }
    }

    private static LinuxException Failed(Errno error, ReadOnlySpan<byte> name) =>
        new(error, "unlinkat", System.Text.Encoding.UTF8.GetString(name[..^1]));
}
