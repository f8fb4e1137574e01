using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Writes a container's merged file system as a tar (docker export).</summary>
internal static class TreeWriter
{
    /// <param name="mounted">Where it is mounted already; null or something else than an overlay makes a mount of its own that nobody else sees.</param>
    /// <param name="layers">The container's own directory and its layers, topmost first.</param>
    public static void Write(Stream output, string? mounted, IReadOnlyList<string> layers)
    {
        // An overlay that is only read has two layers at least.
        using FileDescriptor root = Find(mounted) ?? (layers.Count == 1 ? FileDescriptor.Open(layers[0], OpenFlags.ReadOnly | OpenFlags.Directory) : OverlayMount.Detached(new OverlayLayers(layers, null, null)));
        using FileDescriptor readable = FileDescriptor.OpenAt(root, ".", OpenFlags.ReadOnly | OpenFlags.Directory);
        using var buffered = new BufferedStream(output, 256 * 1024);
        new LayerWriter(new TarWriter(buffered), readable, []).Write(CancellationToken.None);
    }

    private static FileDescriptor? Find(string? mounted)
    {
        if (mounted is null) return null;
        FileDescriptor? root = FileDescriptor.TryOpen(mounted, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out _);
        if (root is not null && FileSystemStatus.Of(root.ProcPath).Type == FileSystemStatus.Overlay) return root;
        root?.Dispose();
        return null;
    }
}
