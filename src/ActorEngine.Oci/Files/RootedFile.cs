using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>Reads files of an image as the image's own root sees them: links cannot lead out of it, and only regular files of a sane size are read.</summary>
internal static class RootedFile
{
    private const ulong MaxSize = 8 << 20;

    /// <summary>The lines of a file; none when it is not there, is no regular file, or is too large to be an account file.</summary>
    public static IReadOnlyList<string> ReadLines(FileDescriptor root, string path)
    {
        const OpenFlags flags = OpenFlags.ReadOnly | OpenFlags.NonBlocking | OpenFlags.NoControllingTerminal;
        using FileDescriptor? file = RootedOpen.TryOpen(root, path, flags, 0, ResolveFlags.InRoot | ResolveFlags.NoMagicLinks, out _);
        if (file is null) return [];
        FileStatus status = FileStat.Of(file);
        if (!status.IsRegular || status.Size > MaxSize) return [];
        byte[] content = new byte[status.Size];
        int filled = 0;
        for (int count; filled < content.Length && (count = file.Read(content.AsSpan(filled))) > 0;) filled += count;
        return System.Text.Encoding.UTF8.GetString(content, 0, filled).Split('\n');
    }
}
