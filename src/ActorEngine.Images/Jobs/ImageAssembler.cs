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
        CheckCount(document, layers.Count);
        List<LayerRecord> records = [];
        List<string> lower = [];
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].DiffId != document.DiffIds[i])
                throw FaultException.BadArchive($"Layer {i + 1} has the diff id {layers[i].DiffId}, but the image configuration says {document.DiffIds[i]}.");
            LayerRecord record = Place(layers[i], records, lower);
            lower.Insert(0, area.FindLayer(record.ChainId)!);
            records.Add(record);
        }

        return Stage(configuration, document, records, manifest, names);
    }

    /// <summary>Stages the documents of an image whose layers are there.</summary>
    public StagedImage Write(byte[] configuration, IReadOnlyList<LayerRecord> stack, byte[]? manifest, IReadOnlyList<string> names)
    {
        ImageDocument document = ImageDocument.Parse(configuration);
        CheckCount(document, stack.Count);
        return Stage(configuration, document, stack, manifest, names);
    }

    /// <summary>Gives a layer its place on top of others.</summary>
    /// <param name="below">The layers below, lowest first.</param>
    /// <param name="lower">Their directories, topmost first.</param>
    public LayerRecord Place(StagedLayer layer, IReadOnlyList<LayerRecord> below, IReadOnlyList<string> lower)
    {
        Digest chain = below.Count == 0 ? layer.DiffId : ChainId.On(below[^1].ChainId, layer.DiffId);
        if (area.FindLayer(chain) is null)
        {
            StagedLayer unpacked = layer.TryClaim() ? layer : intake.TakeAgain(layer);
            LayerFinisher.Finish(unpacked.Directory, unpacked.Loose, lower);
            FileTree.Rename(FileDescriptor.CurrentDirectory, unpacked.Directory, FileDescriptor.CurrentDirectory, area.Layer(chain));
        }

        return new LayerRecord(layer.DiffId, chain, layer.Blob, layer.BlobSize, LayerMediaType.Of(layer.Compression), layer.Size);
    }

    private StagedImage Stage(byte[] configuration, ImageDocument document, IReadOnlyList<LayerRecord> records, byte[]? manifest, IReadOnlyList<string> names)
    {
        Digest id = Stage(configuration);
        manifest ??= DocumentWriter.Manifest(id, configuration.Length, records.Select(layer => (layer.Blob, layer.BlobSize, layer.MediaType)));
        return new StagedImage(new ImageRecord(id, Stage(manifest), records, document), names);
    }

    private void CheckCount(ImageDocument document, int layers)
    {
        if (document.DiffIds.Count != layers)
            throw FaultException.BadArchive($"The image configuration lists {document.DiffIds.Count} layers, the manifest {layers}.");
        if (layers > limits.MaxLayers) throw FaultException.BadArchive($"The image has {layers} layers; at most {limits.MaxLayers} can be stacked.");
    }

    private Digest Stage(byte[] document)
    {
        Digest digest = Sha256.Of(document);
        if (!File.Exists(area.Blob(digest))) File.WriteAllBytes(area.Blob(digest), document);
        return digest;
    }
}
