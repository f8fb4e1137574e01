using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>
/// Checks blobs by their digests, and unpacks each layer's blob once more beside the store to compare: the unpacked layer must be what its blob says, bit for bit.
/// One layer at a time, so the disk needs room for the largest.
/// </summary>
internal sealed class VerifyJob(ImageCatalog catalog, IReadOnlyList<ImageRecord> images, IReadOnlyList<Digest> chains, bool repair) : StoreJob
{
    private readonly List<StoreDefect> defects = [];
    private readonly List<LayerMending> mendings = [];
    private readonly Dictionary<Digest, bool> blobs = [];
    private readonly List<LostBlob> lost = [];
    // Two images may have one layer from two blobs: packed and plain.
    private readonly HashSet<(Digest ChainId, Digest Blob)> checkedLayers = [];
    private long bytes;

    protected override StagedImport Run(JobContext job)
    {
        foreach (ImageRecord image in images)
        {
            CheckDocument(job, image.Id, "configuration", image);
            CheckDocument(job, image.Manifest, "manifest", image);
            CheckStack(job, image.Layers);
        }

        foreach (Digest chain in chains) CheckStack(job, catalog.Stack(chain) ?? []);
        return new StagedImport(job.Area, []) { Findings = new StoreFindings(defects, mendings) { Blobs = blobs.Count, Layers = checkedLayers.DistinctBy(layer => layer.ChainId).Count(), Bytes = bytes, Lost = lost } };
    }

    private void CheckDocument(JobContext job, Digest blob, string what, ImageRecord image)
    {
        if (!IsWhole(job, blob, out string reason)) Tell(Lost(new StoreDefect("image", image.Id.Value, $"The {what} {reason}; {Advice}", false) { Images = [Name(image)] }, blob, -1, [image]));
    }

    private void CheckStack(JobContext job, IReadOnlyList<LayerRecord> stack)
    {
        List<string> lower = [];
        bool lowerWhole = true;
        for (int i = 0; i < stack.Count; i++)
        {
            LayerRecord layer = stack[i];
            if (checkedLayers.Add((layer.ChainId, layer.Blob))) lowerWhole &= CheckLayer(job, layer, lower, lowerWhole);
            lower.Insert(0, Unpacked(job, layer));
        }
    }

    private bool CheckLayer(JobContext job, LayerRecord layer, IReadOnlyList<string> lower, bool lowerWhole)
    {
        if (job.Area.FindLayer(layer.ChainId) is null && !IsNeeded(layer)) return true;
        if (!IsWhole(job, layer.Blob, out string reason))
        {
            bool exists = Directory.Exists(Unpacked(job, layer));
            Tell(Lost(new StoreDefect("blob", layer.Blob.Value, $"The layer's blob {reason}{(exists ? ", containers of it still run" : "")}; {Advice}", false) { Images = Users(layer) }, layer.Blob, layer.BlobSize, Holders(layer)));
            return exists;
        }

        StagedLayer fresh;
        try
        {
            fresh = job.Intake.Reread(job.Area.FindBlob(layer.Blob)!);
            if (fresh.DiffId != layer.DiffId) throw FaultException.BadArchive($"its content has the diff id {fresh.DiffId} instead of {layer.DiffId}");
            if (lowerWhole) LayerFinisher.Finish(fresh.Directory, fresh.Loose, lower);
        }
        catch (FaultException damaged)
        {
            Tell(new StoreDefect("blob", layer.Blob.Value, $"The layer's blob cannot be unpacked: {damaged.Message}", false) { Images = Users(layer) });
            return false;
        }

        string stored = Unpacked(job, layer);
        string? difference = Directory.Exists(stored) ? LayerComparison.Difference(stored, fresh.Directory, job.Cancellation) : "it is missing";
        if (difference is null)
        {
            TreeRemoval.Remove(fresh.Directory);
            return true;
        }

        var defect = new StoreDefect("layer", layer.ChainId.Value, $"The unpacked layer is not what its blob says: {difference}.", false) { Images = Users(layer) };
        if (repair) mendings.Add(new LayerMending(layer.ChainId, fresh.Directory, defect));
        else Tell(defect with { Reason = $"{defect.Reason} --repair unpacks it again." });
        if (!repair) TreeRemoval.Remove(fresh.Directory);
        return repair;
    }

    // A layer that was mended a moment ago serves as it will be.
    private string Unpacked(JobContext job, LayerRecord layer) => mendings.Find(mending => mending.ChainId == layer.ChainId)?.Fresh ?? job.Store.Layout.Layer(layer.ChainId);

    private bool IsWhole(JobContext job, Digest blob, out string reason)
    {
        reason = "was found damaged before";
        if (blobs.TryGetValue(blob, out bool known)) return known;
        reason = "is missing";
        bool whole = false;
        if (job.Area.FindBlob(blob) is { } path)
        {
            var hash = new HashSink();
            ulong inode = FileStat.Of(path)?.Inode ?? 0;
            using (FileStream file = File.OpenRead(path))
            {
                byte[] buffer = new byte[256 * 1024];
                for (int count; (count = file.Read(buffer)) > 0; bytes += count)
                {
                    job.Cancellation.ThrowIfCancellationRequested();
                    hash.Write(buffer.AsSpan(0, count));
                }
            }

            hash.Dispose();
            whole = hash.Digest == blob;
            if (!whole && repair) lost.Add(new LostBlob(blob, inode));
            reason = $"is damaged: its digest is {hash.Digest}";
        }

        return blobs[blob] = whole;
    }

    // What was removed while the check ran is no defect.
    private bool IsNeeded(LayerRecord layer) => catalog.Stack(layer.ChainId) is not null;

    private void Tell(StoreDefect defect) => defects.Add(defect);

    private string Advice => repair ? "load or pull the image again." : "--repair fetches it again from where it was pulled.";

    private StoreDefect Lost(StoreDefect defect, Digest blob, long size, IEnumerable<ImageRecord> images)
    {
        HashSet<Digest> ids = [.. images.Select(image => image.Id)];
        string[] origins = [.. catalog.Names.Where(name => name.Key.Contains('@') && ids.Contains(name.Value)).Select(name => ImageCatalog.Repository(name.Key)).Distinct()];
        return defect with { Blob = blob, BlobSize = size, Origins = origins };
    }

    private IEnumerable<ImageRecord> Holders(LayerRecord layer) => catalog.Images.Values.Where(image => image.Layers.Any(own => own.ChainId == layer.ChainId));

    private IReadOnlyList<string> Users(LayerRecord layer) => [.. Holders(layer).Select(Name).Order(StringComparer.Ordinal)];

    private string Name(ImageRecord image) => catalog.FamiliarNames(image.Id) is [var first, ..] ? first : image.Id.Value;
}
