using System.Formats.Tar;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>Writes a whole file system as a tar archive.</summary>
internal static class TreeExport
{
    private const uint PermissionBits = 0xfff;

    public static async Task WriteAsync(OpenTree tree, Stream output, DateTimeOffset? latest, CancellationToken cancellation)
    {
        await using var writer = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        await AddAsync(tree.Root, "").ConfigureAwait(false);

        async Task AddAsync(FileDescriptor directory, string path)
        {
            foreach (string name in FileNames.In(directory))
            {
                cancellation.ThrowIfCancellationRequested();
                string inner = path.Length == 0 ? name : $"{path}/{name}";
                if (FileStat.Of(directory, name) is not { } status || status.IsSocket) continue;
                await WriteEntryAsync(directory, name, inner, status).ConfigureAwait(false);
                if (!status.IsDirectory) continue;
                using FileDescriptor below = FileDescriptor.OpenAt(directory, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
                await AddAsync(below, inner).ConfigureAwait(false);
            }
        }

        async Task WriteEntryAsync(FileDescriptor directory, string name, string path, FileStatus status)
        {
            PaxTarEntry entry = Entry(directory, name, path, status);
            entry.Mode = (UnixFileMode)(status.Mode & PermissionBits);
            (entry.Uid, entry.Gid) = ((int)status.UserId, (int)status.GroupId);
            DateTimeOffset time = DateTimeOffset.UnixEpoch.AddTicks(status.Modified / 100);
            entry.ModificationTime = latest < time ? latest.Value : time;
            await using Stream? data = entry.DataStream;
            await writer.WriteEntryAsync(entry, cancellation).ConfigureAwait(false);
        }
    }

    private static PaxTarEntry Entry(FileDescriptor directory, string name, string path, FileStatus status)
    {
        if (status.IsDirectory) return new PaxTarEntry(TarEntryType.Directory, path + "/");
        if (status.IsSymbolicLink) return new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = FileTree.ReadLink(directory, name) };
        if (status.IsFifo) return new PaxTarEntry(TarEntryType.Fifo, path);
        if (!status.IsRegular)
        {
            return new PaxTarEntry(status.IsBlockDevice ? TarEntryType.BlockDevice : TarEntryType.CharacterDevice, path)
            {
                DeviceMajor = (int)((status.NodeDevice >> 8) & 0xfff),
                DeviceMinor = (int)((status.NodeDevice & 0xff) | ((status.NodeDevice >> 12) & 0xfff00)),
            };
        }

        FileDescriptor file = FileDescriptor.OpenAt(directory, name, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking);
        return new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new FileStream(file.DetachToFileHandle(), FileAccess.Read) };
    }
}
