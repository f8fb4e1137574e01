using System.Formats.Tar;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>Unpacks a tar archive below a directory of a tree; nothing gets outside the tree's root. Blocks, so it runs outside the actors.</summary>
/// <param name="destination">Below the root; it is there.</param>
internal sealed class TarUnpacker(OpenTree tree, string destination)
{
    private const int BlockBytes = 512;
    private const uint Fifo = 0x1000, Character = 0x2000, Block = 0x6000;
    private readonly byte[] buffer = new byte[128 << 10];
    private readonly List<(string Path, long Time)> directories = [];
    private long total;
    // Where the last file's content ended; -1 after anything else.
    private long ended = -1;
    private CountedInput? input;

    /// <summary>Owner of everything; null = as the archive says.</summary>
    public FileOwner? Owner { get; init; }

    /// <summary>Leave entries out.</summary>
    public Func<string, bool> Skips { get; init; } = static _ => false;

    public ModeChange? Mode { get; init; }

    /// <summary>Bytes of file content that are taken at most.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Refuse entries that have a link above them, and devices: the archive is a client's context.</summary>
    public bool IsContext { get; init; }

    /// <summary>Gets each entry with the digest of its content, where it is a file.</summary>
    public Action<string, TarEntry, string>? Seen { get; init; }

    public void Read(Stream archive, CancellationToken cancellation)
    {
        input = new CountedInput(archive);
        using var reader = new TarReader(input, leaveOpen: true);
        while (Next(reader) is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            ended = -1;
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes) continue;
            string name = CleanName(entry);
            if (name.Length > 0 && !Skips(name)) Add(entry, name);
        }

        // Times of directories last: filling them changed the times.
        for (int i = directories.Count - 1; i >= 0; i--)
        {
            using FileDescriptor directory = tree.OpenDirectory(directories[i].Path);
            FileOwnership.SetTimes(directory, ".", directories[i].Time, directories[i].Time);
        }
    }

    private TarEntry? Next(TarReader reader)
    {
        try
        {
            return reader.GetNextEntry();
        }
        catch (EndOfStreamException) when (ended >= 0 && input!.Count <= (ended + BlockBytes - 1) / BlockBytes * BlockBytes)
        {
            // Docker's command line ends some contexts with the last byte of the last file: the file is complete, what fills its block is missing.
            return null;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new BuildException(FaultCode.InvalidArgument, $"The archive is damaged: {wrong.Message}");
        }
    }

    private static string CleanName(TarEntry entry)
    {
        string[] parts = [.. entry.Name.Split('/').Where(part => part is not ("" or "."))];
        return parts.Contains("..") ? throw Wrong(entry, "it leads out of the directory") : string.Join('/', parts);
    }

    private void Add(TarEntry entry, string name)
    {
        string path = destination.Length == 0 ? name : $"{destination.TrimEnd('/')}/{name}";
        int slash = path.LastIndexOf('/');
        string last = path[(slash + 1)..];
        using FileDescriptor parent = Parent(entry, slash <= 0 ? "" : path[..slash]);
        string digest = "";
        if (entry.EntryType == TarEntryType.Directory)
        {
            MakeDirectory(parent, last, entry, path);
        }
        else
        {
            if (FileStat.Of(parent, last) is { IsDirectory: true }) throw Wrong(entry, "a directory of that name is there");
            FileTree.Remove(parent, last);
            digest = Make(parent, last, entry);
        }

        if (entry.EntryType != TarEntryType.HardLink) Describe(parent, last, entry);
        Seen?.Invoke(name, entry, digest);
    }

    private FileDescriptor Parent(TarEntry entry, string path)
    {
        if (!IsContext) return tree.MakeDirectory(path, Owner ?? FileOwner.Root);
        FileDescriptor? parent = RootedOpen.TryOpen(tree.Root, path.Length == 0 ? "." : path, OpenFlags.ReadOnly | OpenFlags.Directory, 0, ResolveFlags.Beneath | ResolveFlags.NoSymlinks, out Errno error);
        if (error == Errno.ELOOP) throw Wrong(entry, "there is a link above it");
        return parent ?? tree.MakeDirectory(path, Owner ?? FileOwner.Root);
    }

    private string Make(FileDescriptor parent, string name, TarEntry entry)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                return MakeFile(parent, name, entry);
            case TarEntryType.SymbolicLink:
                FileTree.MakeSymbolicLink(entry.LinkName, parent, name);
                break;
            case TarEntryType.HardLink:
                MakeLink(parent, name, entry);
                break;
            case TarEntryType.Fifo:
                FileTree.MakeNode(parent, name, Fifo | (uint)entry.Mode, 0);
                break;
            case TarEntryType.CharacterDevice or TarEntryType.BlockDevice when !IsContext && entry is PosixTarEntry device:
                uint type = entry.EntryType == TarEntryType.BlockDevice ? Block : Character;
                FileTree.MakeNode(parent, name, type | (uint)entry.Mode, FileTree.DeviceNumber((uint)device.DeviceMajor, (uint)device.DeviceMinor));
                break;
            default:
                throw Wrong(entry, $"entries of type {entry.EntryType} are not taken");
        }

        return "";
    }

    private string MakeFile(FileDescriptor parent, string name, TarEntry entry)
    {
        if ((total += entry.Length) > MaxBytes) throw new BuildException(FaultCode.InvalidArgument, $"The archive holds more than {MaxBytes} bytes; leave files out with .dockerignore.");
        using FileDescriptor file = FileDescriptor.OpenAt(parent, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow, 0x180);
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        if (entry.DataStream is { } data)
        {
            long length = 0;
            for (int count; (count = data.Read(buffer)) > 0; length += count)
            {
                if (Seen is not null) hash.AppendData(buffer, 0, count);
                file.WriteAll(buffer.AsSpan(0, count));
            }

            if (length == entry.Length) ended = input!.Count;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void MakeLink(FileDescriptor parent, string name, TarEntry entry)
    {
        string target = PathText.Clean(entry.LinkName)[1..];
        int slash = target.LastIndexOf('/');
        string above = $"{destination}/{(slash < 0 ? "" : target[..slash])}";
        using FileDescriptor directory = tree.TryOpenDirectory(above, out _) ?? throw Wrong(entry, $"it links to {entry.LinkName}, which is not there");
        if (FileStat.Of(directory, target[(slash + 1)..]) is not { } status) throw Wrong(entry, $"it links to {entry.LinkName}, which is not there");
        if (status.IsDirectory) throw Wrong(entry, "it links to a directory");
        FileTree.MakeHardLink(directory, target[(slash + 1)..], parent, name);
    }

    private void MakeDirectory(FileDescriptor parent, string name, TarEntry entry, string path)
    {
        Errno error = FileTree.TryMakeDirectory(parent, name, 0x1c0);
        if (error == Errno.EEXIST && FileStat.Of(parent, name) is { IsDirectory: false, IsSymbolicLink: false }) throw Wrong(entry, "a file of that name is there");
        if (error is not (Errno.None or Errno.EEXIST)) throw new LinuxException(error, "mkdirat", path);
        directories.Add((path, Time(entry)));
    }

    private void Describe(FileDescriptor parent, string name, TarEntry entry)
    {
        // A directory that was there may be a link to one, which keeps what it has.
        if (entry.EntryType == TarEntryType.Directory && FileStat.Of(parent, name) is { IsSymbolicLink: true }) return;
        FileOwner owner = Owner ?? new FileOwner((uint)entry.Uid, (uint)entry.Gid);
        FileOwnership.SetOwner(parent, name, owner.User, owner.Group);
        bool isDirectory = entry.EntryType == TarEntryType.Directory;
        if (entry.EntryType != TarEntryType.SymbolicLink) FileOwnership.SetMode(parent, name, Mode?.Apply((uint)entry.Mode, isDirectory) ?? (uint)entry.Mode);
        if (!isDirectory) FileOwnership.SetTimes(parent, name, Time(entry), Time(entry));
    }

    private static long Time(TarEntry entry) => (entry.ModificationTime - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static BuildException Wrong(TarEntry entry, string why) => new(FaultCode.InvalidArgument, $"The archive's entry '{entry.Name}' cannot be taken: {why}.");
}
