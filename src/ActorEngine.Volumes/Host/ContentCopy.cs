using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Volumes;

/// <summary>A new volume begins with what the image has at its place, with the owner and the mode of that.</summary>
internal static class ContentCopy
{
    /// <summary>Fills an empty volume. One that holds anything is left alone.</summary>
    /// <param name="path">Where the volume's content is.</param>
    /// <param name="mark">A file that is there while the copy is under way, so that one that was cut off is begun anew; null where there is no place for one.</param>
    public static void Fill(string path, string? mark, SnapshotPrepared snapshot, string target)
    {
        using FileDescriptor volume = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);
        bool cut = mark is not null && File.Exists(mark);
        if (!cut && DirectoryEntries.Read(volume).Any(entry => !IsLostAndFound(entry))) return;
        using FileDescriptor root = OverlayMount.Detached(new OverlayLayers([snapshot.Upper, .. snapshot.Lower], null, null));
        // Whatever links the image has there lead to places of the image.
        using FileDescriptor? from = RootedOpen.TryOpen(root, target, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NonBlocking, 0, ResolveFlags.InRoot | ResolveFlags.NoMagicLinks, out Errno error);
        if (from is null)
        {
            if (error is Errno.ENOENT or Errno.ELOOP) return;
            throw error == Errno.ENOTDIR
                ? new VolumeException(new Fault(FaultCode.InvalidArgument, $"A volume cannot be mounted at {target}: the image has a file there, and a volume is a directory.") { Field = "mounts" })
                : new LinuxException(error, "openat2", target);
        }

        if (cut) Empty(volume);
        if (mark is not null) File.WriteAllText(mark, target);
        new TreeCopy().Copy(from, volume);
        if (mark is not null) File.Delete(mark);
    }

    private static void Empty(FileDescriptor directory)
    {
        foreach (DirectoryEntry entry in DirectoryEntries.Read(directory)) TreeRemoval.Remove(directory, entry.Name);
    }

    // A file system of its own has it from its beginning.
    private static bool IsLostAndFound(DirectoryEntry entry) => entry.Name.AsSpan().SequenceEqual("lost+found\0"u8);
}
