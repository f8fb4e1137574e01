using System.Formats.Tar;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using Microsoft.Win32.SafeHandles;

namespace ActorEngine.Daemon;

/// <summary>Unpacks a tar archive below a directory of a container; no entry gets outside the container's root.</summary>
/// <param name="request">Where to, and what may be changed there.</param>
/// <param name="owner">The container's own ids of whom all shall belong to; null = as the request says.</param>
internal sealed class TreeExtractor(ContainerRoot root, CopyToContainer request, (uint User, uint Group)? owner)
{
    private readonly string destination = request.Path;
    private const uint DirectoryMode = 0x1ED; // 0755
    private const int NodeFifo = 0x1000, NodeCharacter = 0x2000, NodeBlock = 0x6000;
    private readonly List<(string Path, TarEntry Entry)> directories = [];

    public async Task ReadAsync(Stream archive, CancellationToken cancellation)
    {
        // It must be there: an archive is unpacked in a directory, and makes none for itself.
        root.OpenDirectory(destination).Dispose();
        if (archive == Stream.Null) return;
        await using var reader = new TarReader(archive, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellation).ConfigureAwait(false) is { } entry)
            await AddAsync(entry, cancellation).ConfigureAwait(false);
        // Times of directories last: filling them changed the times.
        foreach (var (path, entry) in Enumerable.Reverse(directories))
        {
            using var directory = root.OpenDirectory(path);
            FileOwnership.SetTimes(directory, ".", Nanoseconds(entry), Nanoseconds(entry));
        }
    }

    private async Task AddAsync(TarEntry entry, CancellationToken cancellation)
    {
        if (entry.EntryType is TarEntryType.GlobalExtendedAttributes) return;
        string[] parts = [.. entry.Name.Split('/').Where(part => part is not ("" or "."))];
        if (parts.Contains("..")) throw Wrong(entry, "it leads out of the directory");
        if (parts.Length == 0) return;
        using var parent = MakeParents(parts[..^1]);
        string name = parts[^1];
        if (entry.EntryType == TarEntryType.Directory)
        {
            AddDirectory(parent, name, entry, string.Join('/', parts));
            return;
        }

        if (FileStat.Of(parent, name) is { } there)
        {
            if (there.IsDirectory && !request.Replace) throw Wrong(entry, "a directory of that name is there");
            if (there.IsDirectory) TreeRemoval.Remove(parent, [.. System.Text.Encoding.UTF8.GetBytes(name), 0]);
            else FileTree.Remove(parent, name);
        }

        if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
        {
            await AddFileAsync(parent, name, entry, cancellation).ConfigureAwait(false);
            return;
        }

        Make(parent, name, entry);
        if (entry.EntryType != TarEntryType.HardLink) Finish(parent, name, entry);
    }

    // What was made is finished through its descriptor alone: a name may mean something else by now, a link out of the container for one.
    private async Task AddFileAsync(FileDescriptor parent, string name, TarEntry entry, CancellationToken cancellation)
    {
        using var file = FileDescriptor.OpenAt(parent, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow, 0x180);
        await using (var target = new FileStream(new SafeFileHandle(file.Number, ownsHandle: false), FileAccess.Write))
            if (entry.DataStream is { } data) await data.CopyToAsync(target, cancellation).ConfigureAwait(false);
        SetOwner(file, entry);
        FileOwnership.SetMode(file, (uint)entry.Mode);
        SetAttributes(file, entry);
        ByteNamedStatus.TrySetTimes(file, Nanoseconds(entry), Nanoseconds(entry));
    }

    private void Finish(FileDescriptor parent, string name, TarEntry entry)
    {
        using var made = FileDescriptor.OpenAt(parent, name, OpenFlags.Path | OpenFlags.NoFollow);
        var status = FileStat.Of(made);
        bool same = entry.EntryType switch
        {
            TarEntryType.SymbolicLink => status.IsSymbolicLink,
            TarEntryType.Fifo => status.IsFifo,
            _ => status.IsCharacterDevice || status.IsBlockDevice,
        };
        if (!same) throw Wrong(entry, "the container put something else in its place meanwhile");
        SetOwner(made, entry);
        // The descriptor's own name in /proc leads to what it holds and nowhere else.
        if (!status.IsSymbolicLink) File.SetUnixFileMode(made.ProcPath, entry.Mode);
        FileOwnership.SetTimes(parent, name, Nanoseconds(entry), Nanoseconds(entry));
    }

    private void Make(FileDescriptor parent, string name, TarEntry entry)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.SymbolicLink:
                FileTree.MakeSymbolicLink(entry.LinkName, parent, name);
                break;
            case TarEntryType.HardLink:
                var (directory, linked) = root.Locate($"{destination}/{entry.LinkName}");
                using (directory) FileTree.MakeHardLink(directory, linked, parent, name);
                break;
            case TarEntryType.Fifo:
                FileTree.MakeNode(parent, name, NodeFifo | (uint)entry.Mode, 0);
                break;
            case TarEntryType.CharacterDevice or TarEntryType.BlockDevice when entry is PosixTarEntry device:
                uint type = entry.EntryType == TarEntryType.BlockDevice ? (uint)NodeBlock : NodeCharacter;
                FileTree.MakeNode(parent, name, type | (uint)entry.Mode, FileTree.DeviceNumber((uint)device.DeviceMajor, (uint)device.DeviceMinor));
                break;
            default:
                throw Wrong(entry, $"entries of type {entry.EntryType} cannot be unpacked");
        }
    }

    private void AddDirectory(FileDescriptor parent, string name, TarEntry entry, string path)
    {
        var error = FileTree.TryMakeDirectory(parent, name, (uint)entry.Mode);
        if (error == Errno.EEXIST)
        {
            var there = FileStat.Of(parent, name);
            if (there is { IsDirectory: false, IsSymbolicLink: false } && request.Replace)
            {
                FileTree.Remove(parent, name);
                error = FileTree.TryMakeDirectory(parent, name, (uint)entry.Mode);
            }
            else if (there is not { IsDirectory: true } || !request.UpdateDirectories)
            {
                // A directory, or a link to one inside the container, stays as it is.
                root.OpenDirectory($"{destination}/{path}").Dispose();
                return;
            }
        }

        if (error is not (Errno.None or Errno.EEXIST)) throw ContainerRoot.Refused(error, path);
        using var made = FileDescriptor.OpenAt(parent, name, OpenFlags.Directory | OpenFlags.NoFollow);
        SetOwner(made, entry);
        FileOwnership.SetMode(made, (uint)entry.Mode);
        SetAttributes(made, entry);
        directories.Add(($"{destination}/{path}", entry));
    }

    private FileDescriptor MakeParents(string[] parts)
    {
        var current = root.OpenDirectory(destination);
        string path = destination;
        foreach (string part in parts)
        {
            FileTree.TryMakeDirectory(current, part, DirectoryMode);
            current.Dispose();
            current = root.OpenDirectory(path = $"{path}/{part}");
        }

        return current;
    }

    private void SetOwner(FileDescriptor made, TarEntry entry) =>
        FileOwnership.SetOwner(made, "", (root.Mapping?.User ?? 0) + (owner?.User ?? (request.KeepOwners ? (uint)entry.Uid : 0)), (root.Mapping?.Group ?? 0) + (owner?.Group ?? (request.KeepOwners ? (uint)entry.Gid : 0)));

    // After the owner: a change of owner takes capabilities away.
    private static void SetAttributes(FileDescriptor made, TarEntry entry)
    {
        if (entry is not PaxTarEntry { ExtendedAttributes: { Count: > 0 } header }) return;
        try
        {
            PortableAttributes.Apply(made, header);
        }
        catch (FormatException wrong)
        {
            throw Wrong(entry, wrong.Message);
        }
    }

    private static long Nanoseconds(TarEntry entry) => (entry.ModificationTime - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static FaultException Wrong(TarEntry entry, string why) =>
        new(new Fault(FaultCode.InvalidArgument, $"The archive's entry '{entry.Name}' cannot be unpacked: {why}.") { Field = "path" });
}
