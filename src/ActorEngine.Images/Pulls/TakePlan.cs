using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>One layer of an image that is taken in.</summary>
/// <param name="Present">What the store has of it; null where it must be fetched.</param>
internal sealed record PlannedLayer(BlobDescriptor Blob, Digest DiffId, LayerRecord? Present);

/// <summary>What of an image the store has, and what it must fetch.</summary>
internal sealed record TakePlan(IReadOnlyList<PlannedLayer> Layers)
{
    /// <summary>Blobs to fetch, each once.</summary>
    public IReadOnlyList<BlobDescriptor> Wanted => [.. Layers.Where(layer => layer.Present is null).Select(layer => layer.Blob).DistinctBy(blob => blob.Digest)];

    /// <summary>Compares an image with the store; what is there is pinned by <paramref name="area"/>.</summary>
    /// <exception cref="FaultException">Manifest and configuration do not belong together.</exception>
    public static TakePlan Make(TakeImage request, ImageCatalog catalog, StagingArea area, ArchiveLimits limits)
    {
        IReadOnlyList<Digest> diffIds = ImageDocument.Parse(request.Configuration).DiffIds;
        if (diffIds.Count != request.Layers.Count)
            throw FaultException.BadArchive($"The image configuration lists {diffIds.Count} layers, the manifest {request.Layers.Count}.");
        if (diffIds.Count > limits.MaxLayers) throw FaultException.BadArchive($"The image has {diffIds.Count} layers; at most {limits.MaxLayers} can be stacked.");
        IReadOnlyList<Digest> chains = ChainId.Of(diffIds);
        Dictionary<Digest, LayerRecord> known = [];
        foreach (LayerRecord layer in catalog.Images.Values.SelectMany(image => image.Layers)) known.TryAdd(layer.ChainId, layer);
        return new TakePlan([.. request.Layers.Select((blob, i) => new PlannedLayer(blob, diffIds[i], Present(blob, chains[i])))]);

        LayerRecord? Present(BlobDescriptor blob, Digest chain) =>
            known.TryGetValue(chain, out LayerRecord? layer) && area.FindLayer(chain) is not null && area.FindBlob(blob.Digest) is not null ? layer : null;
    }

    /// <summary>Puts the image together in <paramref name="area"/> once all wanted layers are here. Blocks.</summary>
    public StagedImport Assemble(TakeImage request, StagingArea area, ArchiveLimits limits, IReadOnlyDictionary<Digest, PulledLayer> pulled, CancellationToken cancellation)
    {
        var assembler = new ImageAssembler(area, new LayerIntake(area, limits, cancellation), limits);
        foreach (PulledLayer layer in pulled.Values) layer.LinkInto(area);
        IReadOnlyList<StagedLayer> layers = [.. Layers.Select(layer => layer.Present is { } present ? Staged(layer, present) : pulled[layer.Blob.Digest].Layer)];
        byte[] configuration = request.Configuration.ToArray();
        byte[] manifest = KeptManifest.Of(request.Manifest.ToArray(), Sha256.Of(configuration), [.. layers.Select(layer => layer.Blob)]);
        StagedImage image = assembler.Assemble(configuration, layers, manifest, request.Names);
        return new StagedImport(area, [image]);
    }

    // The store has the directory: the record only tells its sizes and digests.
    private static StagedLayer Staged(PlannedLayer layer, LayerRecord present) => new(
        layer.DiffId, layer.Blob.Digest, layer.Blob.Size,
        layer.Blob.MediaType.EndsWith("gzip", StringComparison.Ordinal) ? Compression.Gzip
            : layer.Blob.MediaType.EndsWith("zstd", StringComparison.Ordinal) ? Compression.Zstandard : Compression.None,
        "", present.Size, new LayerLoose([], []));
}
