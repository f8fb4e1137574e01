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
        if (name.Length > 0) await AddOneAsync(writer, path, isDirectory ? name + "/" : name, keepOwners);
        if (!isDirectory) return;
        foreach (string child in Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal))
            await AddAsync(writer, child, name.Length == 0 ? Path.GetFileName(child) : $"{name}/{Path.GetFileName(child)}", keepOwners);
    }

    /// <summary>Adds one entry without what lies below it.</summary>
    internal static async Task AddOneAsync(TarWriter writer, string path, string name, bool keepOwners)
    {
        if (keepOwners)
        {
            await WriteAsync(() => writer.WriteEntryAsync(path, name), path);
            return;
        }

        // Without --archive what is copied belongs to root, as Docker does it.
        var info = new FileInfo(path);
        PosixTarEntry entry;
        if (info.LinkTarget is { } link) entry = new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = link };
        else if ((info.Attributes & FileAttributes.Directory) != 0) entry = new PaxTarEntry(TarEntryType.Directory, name);
        else if ((info.Attributes & FileAttributes.Device) != 0 || !IsRegular(info)) throw new CommandException($"'{path}' is neither a file, a directory nor a symbolic link; add --archive to copy it as it is.");
        else entry = new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = Verbs.LocalFiles.Open(path) };
        entry.Mode = File.GetUnixFileMode(path);
        entry.ModificationTime = info.LastWriteTimeUtc;
        await WriteAsync(() => writer.WriteEntryAsync(entry), path);
        if (entry.DataStream is { } data) await data.DisposeAsync();
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
