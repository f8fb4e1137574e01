namespace ActorEngine.Linux;

/// <summary>Small files that are either the old or the new whole, also after a power cut.</summary>
public static class DurableFile
{
    /// <summary>Writes beside, fsyncs, renames over, and fsyncs the directory.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content, uint mode)
    {
        int slash = path.LastIndexOf('/');
        string directory = slash switch { < 0 => ".", 0 => "/", _ => path[..slash] };
        string aside = path + ".tmp";
        using (FileDescriptor file = FileDescriptor.Open(aside, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate, mode))
        {
            file.WriteAll(content);
            file.Sync();
        }

        FileTree.Rename(FileDescriptor.CurrentDirectory, aside, FileDescriptor.CurrentDirectory, path);
        using FileDescriptor parent = FileDescriptor.Open(directory, OpenFlags.ReadOnly | OpenFlags.Directory);
        parent.Sync();
    }
}
