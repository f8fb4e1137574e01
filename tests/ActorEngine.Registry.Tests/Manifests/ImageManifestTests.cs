using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Registry.Tests;

public sealed class ImageManifestTests
{
    private const string Config = """{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","size":1}""";

    [Theory]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[]}""", null, MediaTypes.Manifest)]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[]}""", MediaTypes.DockerManifest, MediaTypes.DockerManifest)]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[]}""", "application/json", MediaTypes.Manifest)]
    [InlineData("""{"schemaVersion":2,"manifests":[]}""", null, MediaTypes.Index)]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.list.v2+json","manifests":[]}""", "text/plain", MediaTypes.DockerIndex)]
    public void Oci_and_docker_types_are_told_by_content_and_header(string json, string? declared, string type) =>
        Assert.Equal(type, Read(json, declared).MediaType);

    [Theory]
    // One digest must not mean an image to one reader and an index to another.
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[],"manifests":[]}""", null, "at once")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","config":CONFIG,"layers":[]}""", null, "is none")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","manifests":[]}""", null, "is none")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":CONFIG}""", MediaTypes.Index, "calls itself")]
    [InlineData("""{"schemaVersion":1,"name":"x","fsLayers":[]}""", null, "schema 1")]
    [InlineData("""{"schemaVersion":2,"layers":[]}""", null, "no configuration")]
    [InlineData("""{"schemaVersion":2,"config":{"digest":"sha256:../../etc/passwd","size":1}}""", null, "sha256 or sha512 digest")]
    [InlineData("""{"schemaVersion":2,"config":{"digest":"sha512:aa","size":1}}""", null, "sha256 or sha512 digest")]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[{"digest":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","size":-5}]}""", null, "-5 bytes")]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[{"size":1e99}]}""", null, "no valid manifest")]
    [InlineData("""{"schemaVersion":2,"config":""", null, "no valid manifest")]
    [InlineData("null", null, "is empty")]
    [InlineData("[]", null, "no valid manifest")]
    public void What_is_no_manifest_is_refused_with_the_reason(string json, string? declared, string reason) =>
        Assert.Contains(reason, Assert.Throws<RegistryException>(() => Read(json, declared)).Message);

    [Fact]
    public void Content_with_another_digest_is_refused()
    {
        var wanted = new Digest("sha256:" + new string('0', 64));
        var error = Assert.Throws<RegistryException>(() => ImageManifest.Read("{}"u8.ToArray(), null, wanted, "manifest x"));
        Assert.Equal(FaultCode.RegistryFailed, error.Fault.Code);
        Assert.Contains(wanted.Value, error.Message);
    }

    private static ImageManifest Read(string json, string? declared) => ImageManifest.Read(Encoding.UTF8.GetBytes(json.Replace("CONFIG", Config)), declared, null, "manifest x");
}
