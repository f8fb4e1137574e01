using System.Formats.Tar;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Linux;
using Microsoft.Win32.SafeHandles;

namespace ActorEngine.Cli.Copying;

/// <summary>
/// Unpacks a tar archive that comes out of a container below one directory of this side. The container is not trusted: no entry leaves the directory,
/// neither by its name nor through a symbolic link that an entry before it made.
/// </summary>
internal sealed class ArchiveReader(string directory, bool keepOwners)
{
    private readonly List<(string Path, DateTimeOffset Modified)> directories = [];

    /// <param name="archive">The tar archive.</param>
    /// <param name="top">First name of each entry, which <paramref name="name"/> takes the place of.</param>
    /// <param name="name">Empty to put what lies below the top into the directory itself.</param>
    public async Task ReadAsync(Stream archive, string top, string name)
    {
        await using var reader = new TarReader(archive, leaveOpen: true);
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            if (Place(entry.Name, top, name) is { Count: > 0 } segments) await AddAsync(entry, segments, top, name);
        }

        // Last, since every file made in a directory sets its time anew; deepest first.
        directories.Reverse();
        foreach (var (path, modified) in directories) Directory.SetLastWriteTimeUtc(path, modified.UtcDateTime);
    }

    /// <summary>Names from the directory down to the entry.</summary>
    /// <exception cref="CommandException">The name leads upwards.</exception>
    internal static List<string> Place(string entry, string top, string name)
    {
        var segments = entry.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".").ToList();
        if (segments.Contains("..")) throw new CommandException($"the archive's entry '{entry}' leads out of the target; nothing of it is written.");
        if (segments.Count > 0 && segments[0] == top) segments.RemoveAt(0);
        if (name.Length > 0) segments.Insert(0, name);
        return segments;
    }

    private async Task AddAsync(TarEntry entry, List<string> segments, string top, string name)
    {
        using var parent = Parent(segments);
        string last = segments[^1];
        string path = $"{parent.ProcPath}/{last}";
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                var known = FileTree.TryMakeDirectory(parent, last, 0x1C0);
                if (known == Errno.EEXIST && FileStat.Of(parent, last) is not { IsDirectory: true }) throw new CommandException($"'{string.Join('/', segments)}' is in the way and is no directory.");
                if (known is not (Errno.None or Errno.EEXIST)) throw new LinuxException(known, "mkdir", string.Join('/', segments));
                FileOwnership.SetMode(parent, last, (uint)entry.Mode & 0xFFF);
                using (var made = FileDescriptor.OpenAt(parent, last, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow)) SetAttributes(made, entry);
                directories.Add((Path.Combine([directory, .. segments]), entry.ModificationTime));
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                RemoveOld(parent, last);
                await WriteFileAsync(entry, parent, last);
                break;
            case TarEntryType.SymbolicLink:
                RemoveOld(parent, last);
                FileTree.MakeSymbolicLink(entry.LinkName, parent, last);
                break;
            case TarEntryType.HardLink:
                RemoveOld(parent, last);
                var target = Place(entry.LinkName, top, name);
                using (var from = Parent(target)) FileTree.MakeHardLink(from, target[^1], parent, last);
                break;
            case TarEntryType.Fifo:
                RemoveOld(parent, last);
                FileTree.MakeNode(parent, last, 0x1000 | ((uint)entry.Mode & 0xFFF), 0);
                break;
            default:
                throw new CommandException($"'{string.Join('/', segments)}' is a device, which is not copied to this side.");
        }

        // A file's is set by its descriptor: a change of owner takes capabilities away.
        bool isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile or TarEntryType.HardLink;
        if (keepOwners && !isFile) FileOwnership.SetOwner(parent, last, (uint)entry.Uid, (uint)entry.Gid);
    }

    private static void SetAttributes(FileDescriptor made, TarEntry entry)
    {
        if (entry is not PaxTarEntry { ExtendedAttributes: { Count: > 0 } header }) return;
        try
        {
            PortableAttributes.Apply(made, header);
        }
        catch (FormatException wrong)
        {
            throw new CommandException($"'{entry.Name}': {wrong.Message}.");
        }
    }

    private async Task WriteFileAsync(TarEntry entry, FileDescriptor parent, string last)
    {
        const OpenFlags flags = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow;
        using var made = FileDescriptor.OpenAt(parent, last, flags, 0x180);
        await using var file = new FileStream(new SafeFileHandle(made.Number, ownsHandle: false), FileAccess.Write);
        if (entry.DataStream is { } data) await data.CopyToAsync(file);
        if (keepOwners) FileOwnership.SetOwner(made, "", (uint)entry.Uid, (uint)entry.Gid);
        File.SetUnixFileMode(file.SafeFileHandle, entry.Mode);
        SetAttributes(made, entry);
        await file.FlushAsync();
        File.SetLastWriteTimeUtc(file.SafeFileHandle, entry.ModificationTime.UtcDateTime);
    }

    // Symbolic links on the way are refused by the kernel, whoever made them.
    private FileDescriptor Parent(List<string> segments)
    {
        using var root = FileDescriptor.Open(directory, OpenFlags.Path | OpenFlags.Directory);
        string path = segments.Count == 1 ? "." : string.Join('/', segments.Take(segments.Count - 1));
        return RootedOpen.Open(root, path, OpenFlags.Path | OpenFlags.Directory, resolve: ResolveFlags.Beneath | ResolveFlags.NoSymlinks);
    }

    private static void RemoveOld(FileDescriptor parent, string name)
    {
        if (FileStat.Of(parent, name) is { IsDirectory: true }) throw new CommandException($"'{name}' is a directory and a file would take its place.");
        FileTree.Remove(parent, name);
    }
}
