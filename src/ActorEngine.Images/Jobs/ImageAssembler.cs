using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Puts an image together from its configuration and its layers, and checks that they belong together.</summary>
internal sealed class ImageAssembler(StagingArea area, LayerIntake intake, ArchiveLimits limits)
{
    /// <summary>Verifies diff ids, gives each layer its place by chain id, and stages the documents.</summary>
    /// <param name="manifest">The manifest that came with the image; null makes one.</param>
    public StagedImage Assemble(byte[] configuration, IReadOnlyList<StagedLayer> layers, byte[]? manifest, IReadOnlyList<string> names)
    {
        ImageDocument document = ImageDocument.Parse(configuration);
        if (document.DiffIds.Count != layers.Count)
            throw FaultException.BadArchive($"The image configuration lists {document.DiffIds.Count} layers, the manifest {layers.Count}.");
        if (layers.Count > limits.MaxLayers) throw FaultException.BadArchive($"The image has {layers.Count} layers; at most {limits.MaxLayers} can be stacked.");

        IReadOnlyList<Digest> chains = ChainId.Of(document.DiffIds);
        List<LayerRecord> records = [];
        List<string> lower = [];
        for (int i = 0; i < layers.Count; i++)
        {
            StagedLayer layer = layers[i];
            if (layer.DiffId != document.DiffIds[i])
                throw FaultException.BadArchive($"Layer {i + 1} has the diff id {layer.DiffId}, but the image configuration says {document.DiffIds[i]}.");
            lower.Insert(0, Place(layer, chains[i], lower));
            records.Add(new LayerRecord(layer.DiffId, chains[i], layer.Blob, layer.BlobSize, MediaTypes.Layer(layer.Compression), layer.Size));
        }

        Digest id = Stage(configuration);
        manifest ??= DocumentWriter.Manifest(id, configuration.Length, records.Select(layer => (layer.Blob, layer.BlobSize, layer.MediaType)));
        return new StagedImage(new ImageRecord(id, Stage(manifest), records, document), names);
    }

    private string Place(StagedLayer layer, Digest chain, IReadOnlyList<string> lower)
    {
        if (area.FindLayer(chain) is { } present) return present;
        StagedLayer unpacked = layer.TryClaim() ? layer : intake.TakeAgain(layer);
        LayerFinisher.Finish(unpacked.Directory, unpacked.Loose, lower);
        FileTree.Rename(FileDescriptor.CurrentDirectory, unpacked.Directory, FileDescriptor.CurrentDirectory, area.Layer(chain));
        return area.Layer(chain);
    }

    private Digest Stage(byte[] document)
    {
        Digest digest = Sha256.Of(document);
        if (!File.Exists(area.Blob(digest))) File.WriteAllBytes(area.Blob(digest), document);
        return digest;
    }
}
