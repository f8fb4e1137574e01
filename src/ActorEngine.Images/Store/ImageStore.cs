using ActorEngine.Contracts;
using ActorEngine.Linux;
using Microsoft.Data.Sqlite;

namespace ActorEngine.Images;

/// <summary>
/// Blobs, layers and database on disk. Its methods block, so they run in jobs; <see cref="Commit"/> and <see cref="Remove"/>
/// are called one at a time.
/// </summary>
internal sealed class ImageStore : IDisposable
{
    private readonly StoreDatabase database;
    private readonly FileLock ownership;

    private ImageStore(StoreLayout layout, StoreDatabase database, FileLock ownership)
    {
        Layout = layout;
        this.database = database;
        this.ownership = ownership;
        Snapshots = new SnapshotDirectories(layout);
    }

    public StoreLayout Layout { get; }

    public ContentPins Pins { get; } = new();

    public SnapshotDirectories Snapshots { get; }

    /// <summary>Opens the store, reads the catalog, and moves what no committed image needs to the trash.</summary>
    /// <exception cref="FaultException">It cannot be used, with the reason.</exception>
    public static (ImageStore Store, ImageCatalog Catalog, IReadOnlyDictionary<ContainerId, SnapshotRecord> Snapshots) Open(string stateDirectory, TimeProvider time)
    {
        var layout = new StoreLayout(stateDirectory);
        FileLock? ownership = null;
        StoreDatabase? database = null;
        try
        {
            layout.CreateRoot();
            ownership = FileLock.TryTake(layout.Database + ".lock") ?? throw new FaultException(FaultCode.Unavailable, $"The image store {layout.Root} is in use by another engine.");
            layout.Create();
            database = StoreDatabase.Open(layout.Database);
            ImageCatalog catalog = database.Load(id => File.ReadAllBytes(layout.Blob(id)));
            var store = new ImageStore(layout, database, ownership);
            var snapshots = store.Snapshots.ReadAll();
            ImageCatalog kept = StoreSweep.Forgotten(catalog, [.. snapshots.Values], time.GetUtcNow());
            if (!ReferenceEquals(kept, catalog)) database.Commit(catalog, kept);
            StoreSweep.Run(layout, kept);
            return (store, kept, snapshots);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or InvalidDataException or FaultException)
        {
            database?.Dispose();
            ownership?.Dispose();
            throw e as FaultException ?? new FaultException(FaultCode.Storage, $"The image store {layout.Root} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Takes staged content in: durable first, then renamed into place, then written down.</summary>
    public void Commit(ImageCatalog before, ImageCatalog after, StagedImport import)
    {
        using (FileDescriptor root = FileDescriptor.Open(import.Area.Root, OpenFlags.ReadOnly | OpenFlags.Directory))
            FileSystemSync.All(root);
        foreach (Digest blob in import.Images.SelectMany(staged => staged.Image.Blobs)) AdoptBlob(import.Area.Blob(blob), Layout.Blob(blob));
        foreach (LayerRecord layer in import.Images.SelectMany(staged => staged.Image.Layers).Concat(import.Stack))
        {
            AdoptBlob(import.Area.Blob(layer.Blob), Layout.Blob(layer.Blob));
            Adopt(import.Area.Layer(layer.ChainId), Layout.Layer(layer.ChainId));
        }

        FileSystemSync.Directory(Layout.Blobs);
        FileSystemSync.Directory(Layout.Layers);
        database.Commit(before, after);
    }

    /// <summary>Writes down names that moved.</summary>
    public void Rename(ImageCatalog before, ImageCatalog after) => database.Commit(before, after);

    /// <summary>Writes a removal down, then moves what nobody needs any more to the trash.</summary>
    public void Remove(ImageCatalog before, ImageCatalog after)
    {
        database.Commit(before, after);
        (HashSet<Digest> blobs, HashSet<Digest> chains) = after.InUse();
        (HashSet<Digest> blobsBefore, HashSet<Digest> chainsBefore) = before.InUse();
        foreach (Digest blob in blobsBefore.Except(blobs)) Pins.RemoveUnlessPinned(Layout.Blob(blob), path => Layout.Discard(path));
        foreach (Digest chain in chainsBefore.Except(chains)) Pins.RemoveUnlessPinned(Layout.Layer(chain), path => Layout.Discard(path));
    }

    // The new copy was checked a moment ago; what lies there may have been damaged since it was.
    private static void AdoptBlob(string staged, string stored)
    {
        if (Path.Exists(staged)) FileTree.Rename(FileDescriptor.CurrentDirectory, staged, FileDescriptor.CurrentDirectory, stored);
    }

    public void Dispose()
    {
        database.Dispose();
        ownership.Dispose();
    }

    // Content is the same under the same digest, so whichever layer came first stays: containers may stand on it.
    private static void Adopt(string staged, string stored)
    {
        if (Path.Exists(stored) || !Path.Exists(staged)) return;
        FileTree.Rename(FileDescriptor.CurrentDirectory, staged, FileDescriptor.CurrentDirectory, stored, noReplace: true);
    }
}
