using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>A file of an image archive, staged; unpacked too if it is a layer.</summary>
internal sealed record ArchiveFile(Digest Digest, long Size, StagedLayer? Layer);

/// <summary>An image as an archive describes it. <paramref name="Layers"/> are paths in the archive, lowest first.</summary>
internal sealed record ArchiveImage(byte[] Configuration, IReadOnlyList<string> Layers, byte[]? Manifest, IReadOnlyList<string> Names);

/// <summary>The files of an image archive by path. Links are followed inside the archive only.</summary>
internal sealed class ArchiveFiles(StagingArea area, ArchiveLimits limits)
{
    private readonly Dictionary<string, ArchiveFile> files = [];
    private readonly Dictionary<string, string> links = [];

    private readonly RememberedBytes remembered = new(limits);

    public void Add(TarEntry entry, ArchiveFile file)
    {
        remembered.Add(entry, 0);
        files[Clean(entry.DisplayName)] = file;
    }

    /// <summary>Old archives link layers that two images share.</summary>
    public void AddLink(TarEntry entry)
    {
        remembered.Add(entry, 0);
        string name = Clean(entry.DisplayName), target = Encoding.UTF8.GetString(entry.LinkName);
        int slash = name.LastIndexOf('/');
        bool relative = entry.Kind == TarEntryKind.SymbolicLink && !target.StartsWith('/') && slash >= 0;
        links[name] = Clean(relative ? $"{name[..slash]}/{target}" : target);
    }

    /// <summary>A file; null when there is none.</summary>
    public ArchiveFile? Find(string path)
    {
        string name = Clean(path);
        for (int hops = 0; hops < 8; hops++)
        {
            if (files.TryGetValue(name, out ArchiveFile? file)) return file;
            if (!links.TryGetValue(name, out string? target)) return null;
            name = target;
        }

        return null;
    }

    /// <summary>The layer at a path.</summary>
    public StagedLayer Layer(string path)
    {
        ArchiveFile file = Find(path) ?? throw Missing(path);
        return file.Layer ?? throw FaultException.BadArchive($"The layer {path} of the archive is not a tar (plain, gzip or zstd).");
    }

    /// <summary>The content of a small file.</summary>
    public byte[] Read(string path)
    {
        ArchiveFile file = Find(path) ?? throw Missing(path);
        if (file.Size > limits.MaxDocumentBytes) throw FaultException.BadArchive($"The file {path} of the archive has {file.Size} bytes; at most {limits.MaxDocumentBytes} are taken.");
        return File.ReadAllBytes(area.Blob(file.Digest));
    }

    /// <summary>The path of a blob in an OCI layout, once its content is known to match.</summary>
    public string BlobPath(string? digest)
    {
        if (digest is null || !ContentDigest.IsDigest(digest)) throw FaultException.BadArchive($"The archive names a blob by something else than a sha256 or sha512 digest: {digest}");
        string path = "blobs/" + digest.Replace(':', '/');
        ArchiveFile file = Find(path) ?? throw Missing(path);
        Digest has = Sha256.IsDigest(digest) ? file.Digest : DigestLike(new Digest(digest), area.Blob(file.Digest));
        return has.Value == digest ? path : throw FaultException.BadArchive($"The blob {digest} of the archive has the digest {has}: it is damaged.");
    }

    private static Digest DigestLike(Digest wanted, string file)
    {
        using var content = new DigestStream(File.OpenRead(file), wanted);
        byte[] buffer = new byte[256 * 1024];
        while (content.Read(buffer) > 0)
        {
        }

        return content.Finish();
    }

    private static FaultException Missing(string path) => FaultException.BadArchive($"The archive has no file {path}, which its manifest names.");

    private static string Clean(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }
}
