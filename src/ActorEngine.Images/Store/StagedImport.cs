using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>An import's result before it belongs to the store.</summary>
/// <param name="Images">In the order of the archive, each with its canonical names.</param>
internal sealed record StagedImport(StagingArea Area, IReadOnlyList<StagedImage> Images)
{
    /// <summary>A chain of layers, lowest first, that belongs to no image yet; empty = none.</summary>
    public IReadOnlyList<LayerRecord> Stack { get; init; } = [];

    /// <summary>Holds the stack.</summary>
    public string? Lease { get; init; }

    /// <summary>The stack's topmost layer changes nothing.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>The snapshot that became the stack's topmost layer.</summary>
    public ContainerId? Consumed { get; init; }

    /// <summary>What a check found; null where none was asked for.</summary>
    public StoreFindings? Findings { get; init; }

    /// <summary>The configuration of an image that is in the catalog, read anew; null where it was not mended.</summary>
    public (Digest Image, ImageDocument Document)? Mended { get; init; }

    /// <summary>What the requester is told; null tells what was taken in.</summary>
    public IReply? Answer { get; init; }

    /// <summary>What the event of each image says was done.</summary>
    public string Action { get; init; } = "load";
}

/// <summary>One image of an import.</summary>
internal sealed record StagedImage(ImageRecord Image, IReadOnlyList<string> Names);

/// <summary>The directory in which one import prepares blobs and layers, and its pins on what is in the store already.</summary>
internal sealed class StagingArea : IDisposable
{
    private readonly StoreLayout layout;
    private readonly ContentPins pins;
    private readonly List<string> pinned = [];

    public StagingArea(StoreLayout layout, ContentPins pins)
    {
        this.layout = layout;
        this.pins = pins;
        Root = Path.Combine(layout.Staging, Guid.NewGuid().ToString("n"));
        // Before it is there: a sweep that runs meanwhile leaves it alone.
        pins.Pin(Root);
        pinned.Add(Root);
        Directory.CreateDirectory(Path.Combine(Root, "blobs"));
        Directory.CreateDirectory(Path.Combine(Root, "layers"));
    }

    public string Root { get; }

    /// <summary>A path nobody uses, for a file or directory whose digest is not known yet.</summary>
    public string NewPath() => Path.Combine(Root, Guid.NewGuid().ToString("n"));

    public string Blob(Digest digest) => Path.Combine(Root, "blobs", digest.Hex());

    public string Layer(Digest chainId) => Path.Combine(Root, "layers", chainId.Hex());

    /// <summary>Where a blob can be read: here or in the store; null when it is nowhere.</summary>
    public string? FindBlob(Digest digest) => Find(Blob(digest), layout.Blob(digest));

    /// <summary>Where an unpacked layer lies: here or in the store; null when it is nowhere.</summary>
    public string? FindLayer(Digest chainId) => Find(Layer(chainId), layout.Layer(chainId));

    public void Dispose()
    {
        foreach (string path in pinned) pins.Release(path);
        pinned.Clear();
        layout.Discard(Root);
    }

    private string? Find(string staged, string stored)
    {
        if (Path.Exists(staged)) return staged;
        if (!pins.TryPin(stored)) return null;
        pinned.Add(stored);
        return stored;
    }
}
