using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>A layer that was taken in: its blob staged, its content unpacked.</summary>
/// <param name="Directory">Where it was unpacked.</param>
internal sealed record StagedLayer(Digest DiffId, Digest Blob, long BlobSize, Compression Compression, string Directory, long Size, LayerLoose Loose)
{
    private int claimed;

    /// <summary>Entries of its archive.</summary>
    public long Entries { get; init; }

    /// <summary>It has no directory that could become a layer of the store: only its blob is there.</summary>
    public bool IsClaimed { init => claimed = value ? 1 : 0; }

    /// <summary>True once: the caller may make its directory a layer of the store. Safe for all threads, because pulls share layers.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref claimed, 1) == 0;
}

/// <summary>
/// Takes a layer's tar in while it arrives, in a pipeline of threads: read and keep the blob; hash it; inflate; hash the tar;
/// unpack. A plain tar has one digest for both.
/// </summary>
internal sealed class LayerIntake(StagingArea area, ArchiveLimits limits, CancellationToken cancellation)
{
    /// <summary>Reads the stream to its end.</summary>
    public StagedLayer Take(Stream content)
    {
        string blobPath = area.NewPath();
        var blob = new HashSink();
        using var kept = new ReadAheadStream(content, new FileSink(blobPath), limits.MaxArchiveBytes, cancellation);
        using var raw = new ReadAheadStream(kept, blob, limits.MaxArchiveBytes, cancellation);
        StagedLayer layer = Unpack(raw, out Compression compression);
        raw.Drain();
        Keep(blobPath, blob.Digest);
        return layer with
        {
            DiffId = compression == Compression.None ? blob.Digest : layer.DiffId,
            Blob = blob.Digest,
            BlobSize = blob.Length,
        };
    }

    /// <summary>Unpacks a blob that is kept already and whose digest is known to be right.</summary>
    public StagedLayer TakeKept(string path, Digest blob, long size)
    {
        using FileStream file = File.OpenRead(path);
        StagedLayer layer = Unpack(file, out Compression compression);
        return layer with { DiffId = compression == Compression.None ? blob : layer.DiffId, Blob = blob, BlobSize = size };
    }

    /// <summary>Unpacks a staged blob once more, for a second layer with the same content.</summary>
    public StagedLayer TakeAgain(StagedLayer layer)
    {
        using FileStream file = File.OpenRead(area.FindBlob(layer.Blob) ?? area.Blob(layer.Blob));
        return Unpack(file, out _) with { DiffId = layer.DiffId, Blob = layer.Blob, BlobSize = layer.BlobSize };
    }

    /// <summary>Unpacks a blob to look at it; its diff id is that of what it holds now.</summary>
    public StagedLayer Reread(string blob)
    {
        using FileStream file = File.OpenRead(blob);
        var hash = new HashSink();
        using var raw = new ReadAheadStream(file, hash, limits.MaxArchiveBytes, cancellation);
        StagedLayer layer = Unpack(raw, out Compression compression);
        raw.Drain();
        return compression == Compression.None ? layer with { DiffId = hash.Digest } : layer;
    }

    /// <summary>Stages a blob that is no layer.</summary>
    public (Digest Digest, long Size) TakeBlob(Stream content)
    {
        string path = area.NewPath();
        var hash = new HashSink();
        using (hash)
        using (var file = new FileSink(path))
        {
            byte[] buffer = new byte[64 * 1024];
            for (int count; (count = content.Read(buffer)) > 0;)
            {
                file.Write(buffer.AsSpan(0, count));
                hash.Write(buffer.AsSpan(0, count));
            }
        }

        Keep(path, hash.Digest);
        return (hash.Digest, hash.Length);
    }

    private StagedLayer Unpack(Stream raw, out Compression compression)
    {
        var peeked = new PeekedStream(raw, Decompression.HeadLength);
        compression = Decompression.Detect(peeked.Head);
        if (peeked.Head.IsEmpty) throw FaultException.BadArchive("The archive is empty.");
        string directory = area.NewPath();
        Directory.CreateDirectory(directory);
        File.SetUnixFileMode(directory, (UnixFileMode)0x1ed);
        using var extractor = new LayerExtractor(directory, limits);
        if (compression == Compression.None)
        {
            LayerLoose loose = extractor.Extract(new TarReader(peeked, limits), cancellation);
            return new StagedLayer(default, default, 0, compression, directory, extractor.Size, loose) { Entries = extractor.Entries };
        }

        var sink = new HashSink();
        using var inflated = new ReadAheadStream(Decompression.Open(peeked, compression), null, limits.MaxArchiveBytes, cancellation, ownsInner: true);
        using var plain = new ReadAheadStream(inflated, sink, limits.MaxArchiveBytes, cancellation);
        LayerLoose left = extractor.Extract(new TarReader(plain, limits), cancellation);
        plain.Drain();
        return new StagedLayer(sink.Digest, default, 0, compression, directory, extractor.Size, left) { Entries = extractor.Entries };
    }

    /// <summary>Gives a file of the area its place as a blob.</summary>
    public void Keep(string path, Digest digest)
    {
        string final = area.Blob(digest);
        if (File.Exists(final)) File.Delete(path);
        else File.Move(path, final);
    }
}
