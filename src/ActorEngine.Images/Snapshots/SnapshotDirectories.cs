using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Which image a container's snapshot was made from, and the name it was asked by.</summary>
/// <param name="Image">With <paramref name="IsChain"/> the chain id of the layers it stands on; an empty one for none at all.</param>
internal sealed record SnapshotRecord(Digest Image, string ImageName, bool IsChain = false);

/// <summary>
/// Upper and work directories by container. The directory is its own record: a link <c>image</c> names the image, so
/// preparing one needs no database and no sync.
/// </summary>
internal sealed class SnapshotDirectories(StoreLayout layout)
{
    /// <summary>Bytes below which nothing new is begun: what is left serves what runs, and its removal.</summary>
    private const ulong LeastFree = 1024 * 1024;

    private const string RecordName = "image", Unfinished = ".new-", ChainMark = "chain:";

    public string Upper(ContainerId container) => Path.Combine(layout.Snapshot(container), "upper");

    public string Work(ContainerId container) => Path.Combine(layout.Snapshot(container), "work");

    /// <summary>Makes a snapshot whose root looks like the topmost layer's. One that is there already is kept.</summary>
    public void Create(ContainerId container, SnapshotRecord record, string topLayer)
    {
        string final = layout.Snapshot(container);
        if (Directory.Exists(final)) return;
        if (FileSystemStatus.Of(layout.Snapshots).Available is < LeastFree and var left)
            throw new FaultException(FaultCode.Storage, $"The disk of {layout.Snapshots} is full ({left / 1024} KB are free): no container can be made there. Remove containers, images or what else fills it (actorctl system df, actorctl system prune).");
        string aside = Path.Combine(layout.Snapshots, Unfinished + Guid.NewGuid().ToString("n"));
        FileStatus like = FileStat.Of(topLayer) ?? throw new FaultException(FaultCode.Storage, $"The layer directory {topLayer} is missing.");
        FileDescriptor here = FileDescriptor.CurrentDirectory;
        FileTree.MakeDirectory(here, aside, 0x1c0);
        using (FileDescriptor directory = FileDescriptor.Open(aside, OpenFlags.ReadOnly | OpenFlags.Directory))
        {
            FileTree.MakeSymbolicLink($"{(record.IsChain ? ChainMark : "")}{record.Image.Value} {record.ImageName}", directory, RecordName);
            FileTree.MakeDirectory(directory, "work", 0x1c0);
            FileTree.MakeDirectory(directory, "upper", 0x1ed);
            FileOwnership.SetOwner(directory, "upper", like.UserId, like.GroupId);
            FileOwnership.SetMode(directory, "upper", like.Mode & 0xfff);
        }

        FileTree.Rename(here, aside, here, final, noReplace: true);
    }

    /// <summary>Moves a snapshot to the trash; false when there is none.</summary>
    public bool Discard(ContainerId container) => layout.Discard(layout.Snapshot(container));

    /// <summary>All snapshots; unfinished ones go to the trash.</summary>
    public IReadOnlyDictionary<ContainerId, SnapshotRecord> ReadAll()
    {
        Dictionary<ContainerId, SnapshotRecord> found = [];
        foreach (string path in Directory.EnumerateDirectories(layout.Snapshots))
        {
            string name = Path.GetFileName(path);
            if (name.StartsWith(Unfinished, StringComparison.Ordinal)) layout.Discard(path);
            else if (Read(path) is { } record) found[new ContainerId(name)] = record;
        }

        return found;
    }

    private static SnapshotRecord? Read(string path)
    {
        string? target = new FileInfo(Path.Combine(path, RecordName)).LinkTarget;
        int blank = target?.IndexOf(' ') ?? -1;
        if (blank < 0) return null;
        bool isChain = target!.StartsWith(ChainMark, StringComparison.Ordinal);
        return new SnapshotRecord(new Digest(target[(isChain ? ChainMark.Length : 0)..blank]), target[(blank + 1)..], isChain);
    }
}
