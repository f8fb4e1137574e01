using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Registry.Tests;

/// <summary>Blobs and manifests that a client brings.</summary>
public sealed class ArtifactTests : RegistryTestKit
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json", Empty = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    private DebianRegistry? running;

    [Fact]
    public async Task A_blob_is_sent_once_and_fetched_by_its_digest_alone()
    {
        DebianRegistry registry = await StartAsync();
        byte[] content = Encoding.UTF8.GetBytes("a list of contents");
        Assert.False(Send(registry, content).Existed);
        Assert.True(Send(registry, content).Existed);
        var opened = Answer<RemoteBlobOpened>(new OpenRemoteBlob(new FetchBlob(new ImageReference($"{registry.Name}/app"), new Digest(TestImage.DigestOf(content)), -1), CancellationToken.None), Registry);
        using var reader = new StreamReader(opened.Content);
        Assert.Equal("a list of contents", await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData(3, "was to have 3 bytes and has more")]
    [InlineData(9, "was to have 9 bytes and has 4")]
    [InlineData(4, "was to have the digest")]
    public async Task A_blob_that_is_not_what_was_announced_is_not_sent(long size, string words)
    {
        DebianRegistry registry = await StartAsync();
        var push = new PushBlob(new ImageReference($"{registry.Name}/app"), new Digest(Empty), size);
        Assert.Contains(words, Answer<Fault>(new SendRemoteBlob(push, new MemoryStream("four"u8.ToArray()))).Message);
    }

    [Fact]
    public async Task An_artifact_with_a_subject_is_listed_as_its_referrer()
    {
        DebianRegistry registry = await StartAsync();
        Digest subject = Put(registry, "1", "");
        Digest one = Put(registry, "sbom", $$""","subject":{"mediaType":"{{ManifestType}}","digest":"{{subject}}","size":7}""");
        Digest two = Put(registry, null, $$""","annotations":{"a":"b"},"subject":{"mediaType":"{{ManifestType}}","digest":"{{subject}}","size":7}""");
        ReferrerList list = Answer<ReferrerList>(new ListReferrers(new ImageReference($"{registry.Name}/app:1")));
        Assert.Equal([one, two], list.Referrers.Select(found => found.Digest));
        Assert.All(list.Referrers, found => Assert.Equal("text/x-list", found.ArtifactType));
        Assert.Equal("b", list.Referrers[1].Annotations["a"]);
        Assert.Empty(Answer<ReferrerList>(new ListReferrers(new ImageReference($"{registry.Name}/app:1")) { ArtifactType = "another" }).Referrers);
    }

    [Fact]
    public async Task A_manifest_under_a_digest_that_is_not_its_own_is_refused()
    {
        DebianRegistry registry = await StartAsync();
        Assert.Contains("came with the digest", Answer<Fault>(new PutManifest(new ImageReference($"{registry.Name}/app@{Empty}"), ManifestType, Manifest(""))).Message);
        Assert.Contains("no valid manifest", Answer<Fault>(new PutManifest(new ImageReference($"{registry.Name}/app:1"), ManifestType, "{")).Message);
    }

    private async Task<DebianRegistry> StartAsync() => running = await DebianRegistry.StartAsync(Files["registry-of-debian"]);

    private BlobPushed Send(DebianRegistry registry, byte[] content) =>
        Answer<BlobPushed>(new SendRemoteBlob(new PushBlob(new ImageReference($"{registry.Name}/app"), new Digest(TestImage.DigestOf(content)), content.Length), new MemoryStream(content)));

    private Digest Put(DebianRegistry registry, string? tag, string more)
    {
        Send(registry, "{}"u8.ToArray());
        string manifest = Manifest(more), target = tag is null ? "@" + TestImage.DigestOf(Encoding.UTF8.GetBytes(manifest)) : ":" + tag;
        return Answer<ManifestPut>(new PutManifest(new ImageReference($"{registry.Name}/app{target}"), ManifestType, manifest)).Digest;
    }

    private static string Manifest(string more)
    {
        string empty = $$"""{"mediaType":"application/vnd.oci.empty.v1+json","digest":"{{Empty}}","size":2}""";
        return $$"""{"schemaVersion":2,"mediaType":"{{ManifestType}}","artifactType":"text/x-list","config":{{empty}},"layers":[{{empty}}]{{more}}}""";
    }

    // This answer is no reply of the contract.
    private T Answer<T>(INodeMessage message, Akka.Actor.IActorRef actor) where T : INodeMessage
    {
        actor.Tell(message, TestActor);
        return ExpectMsg<T>(Patience);
    }

    protected override void AfterAll()
    {
        running?.Dispose();
        base.AfterAll();
    }
}
