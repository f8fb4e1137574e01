using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>A layer that was fetched once for every pull that wants it: its blob and what is in it, staged in an area of its own.</summary>
internal sealed class PulledLayer(StagingArea area, StagedLayer layer) : IDisposable
{
    public StagedLayer Layer => layer;

    /// <summary>Fetches, checks and unpacks a layer. Blocks; on failure nothing stays behind.</summary>
    /// <exception cref="FaultException">It is not what the manifest says, or no layer at all.</exception>
    public static PulledLayer Take(ImageStore store, ArchiveLimits limits, BlobDescriptor blob, IBlobSource source, LayerMeter meter, CancellationToken cancellation)
    {
        var area = new StagingArea(store.Layout, store.Pins);
        try
        {
            var intake = new LayerIntake(area, limits, cancellation);
            if (area.FindBlob(blob.Digest) is { } kept)
            {
                meter.Add(blob.Size);
                return new PulledLayer(area, intake.TakeKept(kept, blob.Digest, blob.Size));
            }

            using var content = new MeteredStream(source.Open(blob, cancellation), meter);
            using var checking = Sha256.IsDigest(blob.Digest.Value) ? null : new DigestStream(content, blob.Digest);
            StagedLayer layer = intake.Take(checking ?? (Stream)content);
            Digest came = checking?.Finish() ?? layer.Blob;
            return came == blob.Digest
                ? new PulledLayer(area, layer)
                : throw new FaultException(FaultCode.InvalidArgument, $"The layer {blob.Digest} came with the digest {came}: the registry, or somebody on the way, changed it.");
        }
        catch
        {
            area.Dispose();
            throw;
        }
    }

    /// <summary>Gives another area the blob too: as a second link to the same file, or as a pin where the store has it.</summary>
    public void LinkInto(StagingArea other)
    {
        string target = other.Blob(layer.Blob);
        if (other.FindBlob(layer.Blob) is not null) return;
        FileTree.MakeHardLink(FileDescriptor.CurrentDirectory, area.Blob(layer.Blob), FileDescriptor.CurrentDirectory, target);
    }

    public void Dispose() => area.Dispose();
}

/// <summary>Counts the bytes of a layer as they come; read by its actor.</summary>
internal sealed class LayerMeter
{
    private long count;

    public long Count => Volatile.Read(ref count);

    public void Add(long bytes) => Interlocked.Add(ref count, bytes);
}

/// <summary>A stream whose bytes are counted.</summary>
internal sealed class MeteredStream(Stream inner, LayerMeter meter) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        meter.Add(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A stream whose digest is taken by another algorithm than the store's own.</summary>
internal sealed class DigestStream(Stream inner, Digest wanted) : ReadOnlyStream
{
    private readonly System.Security.Cryptography.IncrementalHash hash = ContentDigest.BeginLike(wanted);

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        hash.AppendData(buffer[..read]);
        return read;
    }

    /// <summary>The digest of all that was read.</summary>
    public Digest Finish() => ContentDigest.Finish(hash);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
