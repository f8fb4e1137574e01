using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>What a check of the store found.</summary>
/// <param name="Defects">What is left as it is.</param>
/// <param name="Mendings">What can be mended.</param>
internal sealed record StoreFindings(IReadOnlyList<StoreDefect> Defects, IReadOnlyList<LayerMending> Mendings)
{
    /// <summary>Files that are not what their names say; they go, so that the next load or pull brings back what belongs there.</summary>
    public IReadOnlyCollection<LostBlob> Lost { get; init; } = [];

    public int Blobs { get; init; }

    public int Layers { get; init; }

    public long Bytes { get; init; }
}

/// <summary>A damaged file in the place of a blob.</summary>
/// <param name="Inode">Of the file that was looked at.</param>
internal sealed record LostBlob(Digest Blob, ulong Inode)
{
    /// <summary>Moves it to the trash, unless a good one has taken its place since.</summary>
    public void Discard(StoreLayout layout)
    {
        if (FileStat.Of(layout.Blob(Blob)) is { } now && now.Inode == Inode) layout.Discard(layout.Blob(Blob));
    }
}

/// <summary>A layer that was unpacked anew to take the place of a damaged one.</summary>
/// <param name="Fresh">Where it was unpacked.</param>
internal sealed record LayerMending(Digest ChainId, string Fresh, StoreDefect Defect)
{
    /// <summary>Exchanges the two, or puts the layer where none is.</summary>
    public void Apply(StoreLayout layout)
    {
        string stored = layout.Layer(ChainId);
        FileDescriptor here = FileDescriptor.CurrentDirectory;
        using (FileDescriptor fresh = FileDescriptor.Open(Fresh, OpenFlags.ReadOnly | OpenFlags.Directory)) FileSystemSync.All(fresh);
        FileTree.Rename(here, Fresh, here, stored, exchange: Directory.Exists(stored), noReplace: !Directory.Exists(stored));
        FileSystemSync.Directory(layout.Layers);
    }
}
