using System.Formats.Tar;
using ActorEngine.Cli.CommandLine;

namespace ActorEngine.Cli.Copying;

/// <summary>Packs files of this side as a tar archive.</summary>
internal static class ArchiveWriter
{
    /// <summary>Writes <paramref name="source"/> and all below it, the top entry called <paramref name="name"/>; with an empty name, a directory's contents only.</summary>
    public static async Task WriteAsync(Stream target, string source, string name, bool keepOwners, bool followLink)
    {
        await using var writer = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true);
        string top = followLink && File.ResolveLinkTarget(source, returnFinalTarget: true) is { } real ? real.FullName : source;
        await AddAsync(writer, top, name, keepOwners);
    }

    private static async Task AddAsync(TarWriter writer, string path, string name, bool keepOwners)
    {
        var info = new FileInfo(path);
        bool isDirectory = (info.Attributes & FileAttributes.Directory) != 0 && info.LinkTarget is null;
        if (name.Length > 0) await AddOneAsync(writer, path, isDirectory ? name + "/" : name, keepOwners, keepAttributes: true);
        if (!isDirectory) return;
        foreach (string child in Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal))
            await AddAsync(writer, child, name.Length == 0 ? Path.GetFileName(child) : $"{name}/{Path.GetFileName(child)}", keepOwners);
    }

    /// <summary>Adds one entry without what lies below it.</summary>
    internal static async Task AddOneAsync(TarWriter writer, string path, string name, bool keepOwners, bool keepAttributes = false)
    {
        // Without --archive what is copied belongs to root, as Docker does it.
        var info = new FileInfo(path);
        bool isDirectory = (info.Attributes & FileAttributes.Directory) != 0;
        if (info.LinkTarget is null && (isDirectory || IsRegular(info))) await AddTreeEntryAsync(writer, info, name, isDirectory, keepOwners, keepAttributes);
        else if (keepOwners) await WriteAsync(() => writer.WriteEntryAsync(path, name), path);
        else if (info.LinkTarget is { } link) await WriteAsync(() => writer.WriteEntryAsync(Dated(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = link }, info)), path);
        else throw new CommandException($"'{path}' is neither a file, a directory nor a symbolic link; add --archive to copy it as it is.");
    }

    private static async Task AddTreeEntryAsync(TarWriter writer, FileInfo info, string name, bool isDirectory, bool keepOwners, bool keepAttributes)
    {
        using Linux.FileDescriptor opened = Open(info.FullName, isDirectory);
        var entry = new PaxTarEntry(isDirectory ? TarEntryType.Directory : TarEntryType.RegularFile, name, keepAttributes ? Linux.PortableAttributes.Read(opened) : []);
        if (keepOwners && Linux.FileStat.Of(info.FullName) is { } status) (entry.Uid, entry.Gid) = ((int)status.UserId, (int)status.GroupId);
        if (!isDirectory) entry.DataStream = Verbs.LocalFiles.Open(info.FullName);
        await WriteAsync(() => writer.WriteEntryAsync(Dated(entry, info)), info.FullName);
        if (entry.DataStream is { } data) await data.DisposeAsync();
    }

    private static Linux.FileDescriptor Open(string path, bool isDirectory)
    {
        try
        {
            return Linux.FileDescriptor.Open(path, Linux.OpenFlags.ReadOnly | (isDirectory ? Linux.OpenFlags.Directory : Linux.OpenFlags.NonBlocking));
        }
        catch (Linux.LinuxException denied) when (denied.Errno is Linux.Errno.EACCES)
        {
            throw new CommandException($"'{path}' cannot be read: permission denied.");
        }
    }

    private static PaxTarEntry Dated(PaxTarEntry entry, FileInfo info)
    {
        entry.Mode = info.LinkTarget is null ? File.GetUnixFileMode(info.FullName) : (UnixFileMode)0x1FF;
        entry.ModificationTime = info.LastWriteTimeUtc;
        return entry;
    }

    private static bool IsRegular(FileInfo info) => Linux.FileStat.Of(info.FullName) is not { } status || status.IsRegular;

    private static async Task WriteAsync(Func<Task> write, string path)
    {
        try
        {
            await write();
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException($"'{path}' cannot be read: permission denied.");
        }
    }
}
