namespace ActorEngine.Images;

/// <summary>A file of the store that is open for reading and keeps its pin until it is closed.</summary>
internal sealed class PinnedFile : FileStream
{
    private readonly string path;
    private ContentPins? pins;

    private PinnedFile(string path, ContentPins pins) : base(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) =>
        (this.path, this.pins) = (path, pins);

    /// <summary>Opens a path that is pinned already; the pin passes to the result.</summary>
    public static FileStream Open(string path, ContentPins pins) => new PinnedFile(path, pins);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Interlocked.Exchange(ref pins, null)?.Release(path);
    }
}
