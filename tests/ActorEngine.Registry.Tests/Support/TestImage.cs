using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace ActorEngine.Registry.Tests;

/// <summary>An image of the tests' own: gzip layers of one file each, configuration, manifest.</summary>
internal sealed class TestImage
{
    private TestImage(IReadOnlyList<byte[]> layers, byte[] configuration, byte[] manifest) => (Layers, Configuration, Manifest) = (layers, configuration, manifest);

    public IReadOnlyList<byte[]> Layers { get; }

    public byte[] Configuration { get; }

    public byte[] Manifest { get; }

    public string Digest => DigestOf(Manifest);

    public static string LongDigestOf(ReadOnlySpan<byte> content) => "sha512:" + Convert.ToHexStringLower(SHA512.HashData(content));

    /// <summary>Serves it with a manifest that names everything by sha512, and gives that manifest's digest.</summary>
    public string ServeBySha512(ScriptedRegistry registry, string repository, string tag)
    {
        string manifest = Encoding.UTF8.GetString(Manifest);
        foreach (byte[] blob in Layers.Append(Configuration))
        {
            manifest = manifest.Replace(DigestOf(blob), LongDigestOf(blob));
            registry.ServeAt($"/v2/{repository}/blobs/{LongDigestOf(blob)}", blob, "application/octet-stream");
        }

        byte[] named = Encoding.UTF8.GetBytes(manifest);
        registry.Serve(repository, tag, named, "application/vnd.oci.image.manifest.v1+json");
        registry.ServeAt($"/v2/{repository}/manifests/{LongDigestOf(named)}", named, "application/vnd.oci.image.manifest.v1+json");
        return LongDigestOf(named);
    }

    public static string DigestOf(ReadOnlySpan<byte> content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>One with a layer for each text; large ones do not compress.</summary>
    public static TestImage Of(params string[] texts) => Make("amd64", [.. texts.Select(text => (text, Encoding.UTF8.GetBytes(text)))]);

    public static TestImage For(string architecture, string text) => Make(architecture, [(text, Encoding.UTF8.GetBytes(text))]);

    /// <summary>One with layers of so many bytes that do not compress.</summary>
    public static TestImage Large(int seed, params int[] sizes)
    {
        var random = new Random(seed);
        return Make("amd64", [.. sizes.Select((size, i) =>
        {
            byte[] content = new byte[size];
            random.NextBytes(content);
            return ($"large-{seed}-{i}", content);
        })]);
    }

    public static byte[] Index(params (TestImage Image, string Os, string Architecture, string Variant)[] images) => Encoding.UTF8.GetBytes(
        """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[""" + string.Join(",", images.Select(entry =>
            $$$"""{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{{entry.Image.Digest}}}","size":{{{entry.Image.Manifest.Length}}},"platform":{"os":"{{{entry.Os}}}","architecture":"{{{entry.Architecture}}}","variant":"{{{entry.Variant}}}"}}""")) + "]}");

    private static TestImage Make(string architecture, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        List<byte[]> layers = [];
        List<string> diffs = [];
        foreach (var (name, content) in files)
        {
            var tar = new MemoryStream();
            using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name.Length > 60 ? name[..60] : name) { DataStream = new MemoryStream(content), ModificationTime = DateTimeOffset.UnixEpoch });
            diffs.Add(DigestOf(tar.ToArray()));
            var blob = new MemoryStream();
            using (var gzip = new GZipStream(blob, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(tar.ToArray());
            layers.Add(blob.ToArray());
        }

        string diffIds = string.Join(",", diffs.Select(diff => $"\"{diff}\""));
        byte[] configuration = Encoding.UTF8.GetBytes("{\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"x\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + diffIds + "]}}");
        byte[] manifest = Encoding.UTF8.GetBytes("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":""" + Descriptor("config.v1+json", configuration)
            + ",\"layers\":[" + string.Join(",", layers.Select(layer => Descriptor("layer.v1.tar+gzip", layer))) + "]}");
        return new TestImage(layers, configuration, manifest);
    }

    private static string Descriptor(string type, byte[] content) =>
        $$"""{"mediaType":"application/vnd.oci.image.{{type}}","digest":"{{DigestOf(content)}}","size":{{content.Length}}}""";
}
