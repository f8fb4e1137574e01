using ActorEngine.Contracts;

namespace ActorEngine.Registry.Tests;

/// <summary>Layers that are kept plain, on their way to docker-registry.</summary>
public sealed class CompressedPushTests : RegistryTestKit
{
    private DebianRegistry? running;

    [Fact]
    public async Task Plain_layers_are_compressed_and_the_image_keeps_its_id()
    {
        DebianRegistry registry = await StartAsync();
        ImageSummary image = Import($"{registry.Name}/app:1", new string('x', 2_000_000));
        PushedReference pushed = Push($"{registry.Name}/app:1", PushCompression.Gzip);
        Assert.NotEqual(image.ManifestDigest, pushed.Digest);
        string manifest = Shell.Run($"skopeo inspect --tls-verify=false --raw docker://{registry.Name}/app:1", Files.Path);
        Assert.Contains("layer.v1.tar+gzip", manifest);
        Assert.Equal($"{registry.Name}/app@{pushed.Digest}", Shell.Run($"skopeo inspect --tls-verify=false --format '{{{{.Name}}}}@{{{{.Digest}}}}' docker://{registry.Name}/app:1", Files.Path));
        AwaitCondition(() => Inspect($"{registry.Name}/app:1").Digests.Contains($"{registry.Name}/app@{pushed.Digest}"), Patience, Pause);
        // It is the image that the tag means: nothing is fetched.
        Assert.False(Pull($"{registry.Name}/app:1").Pulled.Single().Changed);
        Answer<ImageRemoved>(Images, new RemoveImage(new ImageReference($"{registry.Name}/app:1")));
        Assert.Equal(image.Id, Pull($"{registry.Name}/app:1").Images.Single().Id);
        Assert.Empty(Directory.GetFiles(Path.Combine(Files["state"], "registry/spool")));
    }

    [Fact]
    public async Task A_second_push_compresses_to_the_same_and_sends_nothing()
    {
        DebianRegistry registry = await StartAsync();
        Import($"{registry.Name}/app:1", "hello");
        Digest first = Push($"{registry.Name}/app:1", PushCompression.Gzip).Digest;
        Assert.Equal(first, Push($"{registry.Name}/app:1", PushCompression.Gzip).Digest);
        Assert.Empty(TransferredLayers(TransferPhase.Pushed));
        Assert.Single(TransferredLayers(TransferPhase.Exists));
    }

    [Fact]
    public async Task Unchanged_the_manifest_stays_too_and_the_events_tell_of_it()
    {
        DebianRegistry registry = await StartAsync();
        ImageSummary image = Import($"{registry.Name}/app:1", "hello");
        Assert.Equal(image.ManifestDigest, Push($"{registry.Name}/app:1", PushCompression.Unchanged).Digest);
        PublishEvent told = Events.ExpectMsg<PublishEvent>(Patience);
        Assert.Equal(("image", "push", $"{registry.Name}/app:1", $"{registry.Name}/app"), (told.Type, told.Action, told.Actor, told.Attributes["name"]));
    }

    [Fact]
    public async Task Layers_that_are_compressed_go_as_they_are()
    {
        DebianRegistry registry = await StartAsync();
        Import($"{registry.Name}/app:1", "hello");
        Push($"{registry.Name}/app:1", PushCompression.Gzip);
        Answer<ImageRemoved>(Images, new RemoveImage(new ImageReference($"{registry.Name}/app:1")));
        Digest pulled = Pull($"{registry.Name}/app:1").Images.Single().ManifestDigest;
        Assert.Equal(pulled, Push($"{registry.Name}/app:1", PushCompression.Gzip).Digest);
    }

    private async Task<DebianRegistry> StartAsync() => running = await DebianRegistry.StartAsync(Files["registry-of-debian"]);

    private ImageSummary Import(string name, string content)
    {
        using var tar = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(tar, leaveOpen: true))
            writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) });
        return Answer<ImagesLoaded>(Images, new LoadArchive(new ImportImage { Reference = new ImageReference(name) }, new MemoryStream(tar.ToArray()))).Images.Single();
    }

    private PushedReference Push(string name, PushCompression compression) => Answer<ImagesPushed>(new PushImage(new ImageReference(name)) { Compression = compression }).Images.Single();

    protected override void AfterAll()
    {
        running?.Dispose();
        base.AfterAll();
    }
}
