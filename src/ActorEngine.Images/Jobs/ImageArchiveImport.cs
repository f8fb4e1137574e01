using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>Takes in a docker-archive or OCI layout archive in one pass: layers are unpacked as they come, before it is known whose they are.</summary>
internal sealed class ImageArchiveImport(StagingArea area, LayerIntake intake, ArchiveLimits limits, CancellationToken cancellation)
{
    public StagedImport Run(Stream content)
    {
        ArchiveFiles files = Read(content);
        IReadOnlyList<ArchiveImage> found =
            files.Find("manifest.json") is not null ? DockerArchive.Read(files)
            : files.Find("index.json") is not null ? OciLayout.Read(files)
            : throw FaultException.BadArchive("This is no image archive: it has neither manifest.json (docker save) nor index.json (OCI layout). A root file system is taken by import, not load.");
        if (found.Count == 0) throw FaultException.BadArchive("The archive holds no image.");
        var assembler = new ImageAssembler(area, intake, limits);
        List<StagedImage> images = [];
        foreach (ArchiveImage image in found)
        {
            StagedLayer[] layers = [.. image.Layers.Select(files.Layer)];
            byte[]? manifest = image.Manifest is { } named ? KeptManifest.Of(named, Sha256.Of(image.Configuration), [.. layers.Select(layer => layer.Blob)]) : null;
            images.Add(assembler.Assemble(image.Configuration, layers, manifest, image.Names));
        }

        return new StagedImport(area, images);
    }

    private ArchiveFiles Read(Stream content)
    {
        using var raw = new ReadAheadStream(content, null, limits.MaxArchiveBytes, cancellation);
        var peeked = new PeekedStream(raw, Decompression.HeadLength);
        if (peeked.Head.IsEmpty) throw FaultException.BadArchive("The archive is empty.");
        if (Decompression.WithoutForeign(peeked) is { } foreign) return ReadInflated(foreign);
        Compression compression = Decompression.Detect(peeked.Head);
        return compression == Compression.None ? ReadFiles(peeked) : ReadInflated(Decompression.Open(peeked, compression));
    }

    private ArchiveFiles ReadInflated(Stream inflating)
    {
        using var plain = new ReadAheadStream(inflating, null, limits.MaxArchiveBytes, cancellation, ownsInner: true);
        return ReadFiles(plain);
    }

    private ArchiveFiles ReadFiles(Stream outer)
    {
        var files = new ArchiveFiles(area, limits);
        var tar = new TarReader(outer, limits);
        while (tar.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Kind is TarEntryKind.SymbolicLink or TarEntryKind.HardLink) files.AddLink(entry);
            else if (entry.Kind is TarEntryKind.File) files.Add(entry, Take(tar.OpenData()));
        }

        return files;
    }

    private ArchiveFile Take(Stream data)
    {
        var peeked = new PeekedStream(data, Decompression.HeadLength);
        bool isLayer = Decompression.Detect(peeked.Head) != Compression.None || TarHeader.LooksLikeTar(peeked.Head);
        if (isLayer)
        {
            StagedLayer layer = intake.Take(peeked);
            return new ArchiveFile(layer.Blob, layer.BlobSize, layer);
        }

        (Digest digest, long size) = intake.TakeBlob(peeked);
        return new ArchiveFile(digest, size, null);
    }
}
