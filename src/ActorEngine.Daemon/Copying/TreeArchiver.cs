using System.Formats.Tar;
using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Daemon;

/// <summary>Writes a tree as a tar archive. Entries are opened by descriptor, so that what a container moves meanwhile leads nowhere else.</summary>
/// <param name="prefix">What all names begin with.</param>
internal sealed class TreeArchiver(TarWriter writer, IdMapping? mapping = null, string prefix = "")
{
    private const uint PermissionBits = 0xFFF;
    private readonly Dictionary<(ulong Device, ulong Inode), string> links = [];

    /// <summary>Adds an entry and, where it is a directory, all below it.</summary>
    public async Task AddAsync(FileDescriptor parent, string name, string archiveName, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (FileStat.Of(parent, name) is not { } status) return;
        if (status.IsDirectory)
        {
            using var directory = TryOpen(parent, name, OpenFlags.Directory);
            if (directory is null) return;
            string own = archiveName.Length > 0 ? $"{prefix}{archiveName}/" : prefix;
            if (own.Length > 0) await WriteAsync(new PaxTarEntry(TarEntryType.Directory, own, PortableAttributes.Read(directory)), status, cancellation).ConfigureAwait(false);
            foreach (var child in DirectoryEntries.Read(directory))
            {
                string text = Encoding.UTF8.GetString(child.Name.AsSpan(0, child.Name.Length - 1));
                await AddAsync(directory, text, archiveName.Length > 0 ? $"{archiveName}/{text}" : text, cancellation).ConfigureAwait(false);
            }
        }
        else if (status.IsRegular) await AddFileAsync(parent, name, prefix + archiveName, status, cancellation).ConfigureAwait(false);
        else if (status.IsSymbolicLink)
            await WriteAsync(new PaxTarEntry(TarEntryType.SymbolicLink, prefix + archiveName) { LinkName = FileTree.ReadLink(parent, name) }, status, cancellation).ConfigureAwait(false);
        else if (status.IsFifo) await WriteAsync(new PaxTarEntry(TarEntryType.Fifo, prefix + archiveName), status, cancellation).ConfigureAwait(false);
        else if (status.IsCharacterDevice || status.IsBlockDevice) await WriteAsync(Device(status, prefix + archiveName), status, cancellation).ConfigureAwait(false);
        // A socket means nothing without its program.
    }

    private async Task AddFileAsync(FileDescriptor parent, string name, string archiveName, FileStatus status, CancellationToken cancellation)
    {
        if (status.Links > 1 && !links.TryAdd((status.Device, status.Inode), archiveName))
        {
            var link = new PaxTarEntry(TarEntryType.HardLink, archiveName) { LinkName = links[(status.Device, status.Inode)] };
            await WriteAsync(link, status, cancellation).ConfigureAwait(false);
            return;
        }

        // Looked at before it is opened for reading: the name may be a device by now, and opening one can do something.
        using var held = TryOpen(parent, name, OpenFlags.Path);
        if (held is null || FileStat.Of(held) is not { IsRegular: true } found) return;
        using var file = FileDescriptor.Open(held.ProcPath, OpenFlags.ReadOnly | OpenFlags.NonBlocking);
        await using var data = new FixedLengthFile(file, (long)found.Size);
        await WriteAsync(new PaxTarEntry(TarEntryType.RegularFile, archiveName, PortableAttributes.Read(file)) { DataStream = data }, found, cancellation).ConfigureAwait(false);
    }

    // Null where the container took it away or put something else in its place meanwhile.
    private static FileDescriptor? TryOpen(FileDescriptor parent, string name, OpenFlags flags) =>
        RootedOpen.TryOpen(parent, name, flags | OpenFlags.NoFollow, 0, ResolveFlags.InRoot | ResolveFlags.NoMagicLinks, out var error) is { } file ? file
        : error is Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP ? null
        : throw new LinuxException(error, "openat2", name);

    private Task WriteAsync(PaxTarEntry entry, FileStatus status, CancellationToken cancellation)
    {
        entry.Mode = (UnixFileMode)(status.Mode & PermissionBits);
        entry.Uid = (int)Own(status.UserId, mapping?.User, mapping?.Count);
        entry.Gid = (int)Own(status.GroupId, mapping?.Group, mapping?.Count);
        entry.ModificationTime = DateTimeOffset.UnixEpoch.AddTicks(status.Modified / 100);
        return writer.WriteEntryAsync(entry, cancellation);
    }

    // The container's number for an id; what is none of its ids stays what it is on the host.
    private static uint Own(uint id, uint? first, uint? count) => first is { } start && id >= start && id - start < count ? id - start : id;

    private static PaxTarEntry Device(FileStatus status, string name) =>
        new(status.IsBlockDevice ? TarEntryType.BlockDevice : TarEntryType.CharacterDevice, name)
        {
            DeviceMajor = (int)((status.NodeDevice >> 8) & 0xfff),
            DeviceMinor = (int)((status.NodeDevice & 0xff) | ((status.NodeDevice >> 12) & 0xfff00)),
        };
}
