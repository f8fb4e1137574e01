using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Registry.Tests;

/// <summary>Against Debian's docker-registry, with images made by skopeo and umoci.</summary>
public sealed class DebianRegistryTests : RegistryTestKit
{
    private DebianRegistry? running;

    [Fact]
    public async Task An_image_comes_back_from_a_push_as_it_was()
    {
        DebianRegistry registry = await StartAsync();
        ImageSummary image = Import($"{registry.Name}/app:1", "hello");
        ImagesPushed pushed = Push($"{registry.Name}/app:1");
        Assert.Single(TransferredLayers(TransferPhase.Pushed));
        Assert.Equal([$"{registry.Name}/app@{pushed.Images.Single().Digest}"], Named($"{registry.Name}/app:1"));
        Remove($"{registry.Name}/app:1");
        NothingIsLeft();
        ImagesLoaded pulled = Pull($"{registry.Name}/app:1");
        Assert.Equal(image.Id, pulled.Images.Single().Id);
        Assert.Equal(pushed.Images.Single().Digest, pulled.Pulled.Single().Digest);
    }

    [Fact]
    public async Task A_second_push_sends_nothing()
    {
        DebianRegistry registry = await StartAsync();
        Import($"{registry.Name}/app:1", "hello");
        Push($"{registry.Name}/app:1");
        Push($"{registry.Name}/app:1");
        Assert.Empty(TransferredLayers(TransferPhase.Pushed));
        Assert.Single(TransferredLayers(TransferPhase.Exists));
    }

    [Fact]
    public async Task A_layer_is_mounted_from_another_repository_of_the_registry()
    {
        DebianRegistry registry = await StartAsync();
        Import($"{registry.Name}/first:1", "hello");
        Push($"{registry.Name}/first:1");
        Digest manifest = Inspect($"{registry.Name}/first:1").ManifestDigest;
        Images.Tell(new NameImage(manifest, [$"{registry.Name}/second:1"]), TestActor);
        LastWord<ImageNamed>();
        Push($"{registry.Name}/second:1");
        Assert.Single(TransferredLayers(TransferPhase.Mounted));
        Assert.Equal("first", Items.OfType<TransferProgress>().First(item => item.Phase == TransferPhase.Mounted).Detail);
    }

    [Theory]
    [InlineData(64 << 10)]
    [InlineData(300_000)]
    [InlineData(64 << 20)]
    public async Task Layers_are_sent_whole_or_in_chunks(long chunk)
    {
        Settings = Settings with { UploadChunkBytes = chunk };
        DebianRegistry registry = await StartAsync();
        byte[] content = new byte[1_000_000];
        new Random(7).NextBytes(content);
        ImageSummary image = Import($"{registry.Name}/big:1", Convert.ToBase64String(content));
        Push($"{registry.Name}/big:1");
        Remove($"{registry.Name}/big:1");
        Assert.Equal(image.Id, Pull($"{registry.Name}/big:1").Images.Single().Id);
    }

    [Theory]
    [InlineData("oci", "")]
    [InlineData("v2s2", "")]
    [InlineData("oci", "--dest-compress-format zstd")]
    public async Task Images_of_skopeo_and_umoci_are_pulled(string format, string options)
    {
        DebianRegistry registry = await StartAsync();
        Shell.Run($$"""
            umoci init --layout layout && umoci new --image layout:x
            mkdir root && echo hello > root/file && echo again > root/two
            umoci insert --image layout:x root /one
            umoci insert --image layout:x root /two
            umoci config --image layout:x --config.cmd /bin/x --config.user nobody
            skopeo copy --quiet --dest-tls-verify=false --format {{format}} {{options}} oci:layout:x docker://{{registry.Name}}/made:x
            """, Files.Path);
        Pull($"{registry.Name}/made:x");
        ImageInspection image = Inspect($"{registry.Name}/made:x");
        Assert.Equal((2, "nobody", "/bin/x"), (image.Layers.Count, image.Configuration.User, image.Configuration.Command.Single()));
        Assert.Equal(Shell.Run($"skopeo inspect --tls-verify=false --format '{{{{.Digest}}}}' docker://{registry.Name}/made:x", Files.Path), image.ManifestDigest.Value);
    }

    [Fact]
    public async Task What_is_pushed_is_read_by_skopeo()
    {
        DebianRegistry registry = await StartAsync();
        Import($"{registry.Name}/app:1", "hello");
        Push($"{registry.Name}/app:1");
        Shell.Run($"skopeo copy --quiet --src-tls-verify=false docker://{registry.Name}/app:1 oci:copied:1 && umoci unpack --image copied:1 bundle && grep -q hello bundle/rootfs/file", Files.Path);
    }

    [Fact]
    public async Task A_password_is_needed_and_login_keeps_it()
    {
        DebianRegistry registry = await StartAsync(password: true);
        Import($"{registry.Name}/app:1", "hello");
        Fault denied = Answer<Fault>(new PushImage(new ImageReference($"{registry.Name}/app:1")));
        Assert.Equal(FaultCode.PermissionDenied, denied.Code);
        Assert.Contains($"actorctl login {registry.Name}", denied.Message);
        var ada = new RegistryCredentials(registry.Name) { Username = DebianRegistry.User, Password = DebianRegistry.Password };
        Assert.Equal(FaultCode.PermissionDenied, Answer<Fault>(new LoginRegistry(ada with { Password = "wrong" })).Code);
        Answer<RegistryLoggedIn>(new LoginRegistry(ada));
        Push($"{registry.Name}/app:1");
        Pull($"{registry.Name}/app:1");
        Answer<Done>(new LogoutRegistry(registry.Name));
        Assert.Equal(FaultCode.PermissionDenied, PullFails($"{registry.Name}/app:1").Code);
        Assert.Single(Answer<ImagesLoaded>(new PullImage(new ImageReference($"{registry.Name}/app:1")) { Credentials = ada }).Pulled);
    }

    [Fact]
    public async Task Over_tls_with_a_password_everything_works_too()
    {
        DebianRegistry registry = await StartAsync(password: true, tls: true);
        Import($"{registry.Name}/app:1", "hello");
        Answer<RegistryLoggedIn>(new LoginRegistry(new RegistryCredentials(registry.Name) { Username = DebianRegistry.User, Password = DebianRegistry.Password }));
        Push($"{registry.Name}/app:1");
        Remove($"{registry.Name}/app:1");
        Pull($"{registry.Name}/app:1");
    }

    [Fact]
    public async Task Tags_and_repositories_are_listed_and_a_deleted_tag_is_gone()
    {
        DebianRegistry registry = await StartAsync();
        foreach (string name in (string[])["app:1", "app:2", "team/tool:x"])
        {
            Import($"{registry.Name}/{name}", name);
            Push($"{registry.Name}/{name}");
        }

        Assert.Equal(["1", "2"], Answer<TagList>(new ListTags(new ImageReference($"{registry.Name}/app"))).Tags.Order());
        Assert.Equal(["app", "team/tool"], Answer<RepositoryList>(new ListRepositories(registry.Name)).Repositories.Order());
        var manifest = Answer<RegistryManifest>(new GetManifest(new ImageReference($"{registry.Name}/app:1")));
        Assert.Equal(TestImage.DigestOf(System.Text.Encoding.UTF8.GetBytes(manifest.Content)), manifest.Digest.Value);
        Assert.Empty(Answer<ReferrerList>(new ListReferrers(new ImageReference($"{registry.Name}/app:1"))).Referrers);
        Assert.Equal(manifest.Digest, Answer<ManifestDeleted>(new DeleteManifest(new ImageReference($"{registry.Name}/app:1"))).Digest);
        Assert.Equal(["2"], Answer<TagList>(new ListTags(new ImageReference($"{registry.Name}/app"))).Tags);
        Assert.Equal(FaultCode.NotFound, PullFails($"{registry.Name}/app:1").Code);
    }

    [Fact]
    public async Task All_tags_are_pushed_and_pulled()
    {
        DebianRegistry registry = await StartAsync();
        Import($"{registry.Name}/app:1", "one");
        Import($"{registry.Name}/app:2", "two");
        Assert.Equal(2, Answer<ImagesPushed>(new PushImage(new ImageReference($"{registry.Name}/app:1")) { AllTags = true }).Images.Count);
        Remove($"{registry.Name}/app:1");
        Remove($"{registry.Name}/app:2");
        Assert.Equal(2, Answer<ImagesLoaded>(new PullImage(new ImageReference($"{registry.Name}/app")) { AllTags = true }).Pulled.Count);
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_not_found()
    {
        DebianRegistry registry = await StartAsync();
        Fault fault = PullFails($"{registry.Name}/nothing:1");
        Assert.Equal(FaultCode.NotFound, fault.Code);
        Assert.Contains("nothing:1", fault.Message);
        Assert.Equal(FaultCode.NotFound, Answer<Fault>(new PushImage(new ImageReference($"{registry.Name}/nothing:1"))).Code);
    }

    private async Task<DebianRegistry> StartAsync(bool password = false, bool tls = false)
    {
        string directory = Files["registry-of-debian"];
        if (tls) Certificates.Make(directory);
        return running = await DebianRegistry.StartAsync(directory, password, tls);
    }

    private ImageSummary Import(string name, string content)
    {
        using var tar = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(tar, leaveOpen: true))
            writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) });
        return Answer<ImagesLoaded>(Images, new LoadArchive(new ImportImage { Reference = new ImageReference(name) }, new MemoryStream(tar.ToArray()))).Images.Single();
    }

    private ImagesPushed Push(string name) => Answer<ImagesPushed>(new PushImage(new ImageReference(name)));

    private void Remove(string name) => Answer<ImageRemoved>(Images, new RemoveImage(new ImageReference(name)));

    private IReadOnlyList<string> Named(string name)
    {
        AwaitCondition(() => Inspect(name).Digests.Count > 0, Patience, Pause);
        return Inspect(name).Digests;
    }

    protected override void AfterAll()
    {
        running?.Dispose();
        base.AfterAll();
    }
}
