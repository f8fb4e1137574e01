using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Registry.Tests;

/// <summary>Pulls from a registry that behaves.</summary>
public sealed class PullTests : RegistryTestKit
{
    private readonly ScriptedRegistry remote = new();

    [Fact]
    public void A_pulled_image_has_its_names_and_its_layers()
    {
        TestImage image = TestImage.Of("one", "two");
        remote.Serve("app", "1", image);
        ImagesLoaded loaded = Pull($"{remote.Name}/app:1");
        Assert.Equal([$"{remote.Name}/app:1"], loaded.Images.Single().References);
        Assert.Equal([$"{remote.Name}/app@{image.Digest}"], loaded.Images.Single().Digests);
        Assert.Equal(new PulledReference($"{remote.Name}/app:1", new Digest(image.Digest)) { Changed = true }, loaded.Pulled.Single());
        Assert.Equal(image.Layers.Select(layer => TestImage.DigestOf(layer)).Order(), TransferredLayers(TransferPhase.Pulled).Order());
        Assert.Equal(image.Digest, Inspect($"{remote.Name}/app:1").ManifestDigest.Value);
    }

    [Fact]
    public void A_second_pull_asks_for_the_digest_alone()
    {
        remote.Serve("app", "1", TestImage.Of("one"));
        Pull($"{remote.Name}/app:1");
        remote.Requests.Clear();
        Assert.False(Pull($"{remote.Name}/app:1").Pulled.Single().Changed);
        Assert.Equal([("HEAD", "/v2/app/manifests/1")], remote.Requests.Select(request => (request.Method, request.Path)));
        Events.ExpectMsg<PublishEvent>(one => one.Action == "pull", Patience);
        Assert.Equal($"{remote.Name}/app:1", Events.ExpectMsg<PublishEvent>(Patience).Actor);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sha256:zz")]
    public void A_registry_that_tells_no_digest_is_asked_for_the_manifest(string? told)
    {
        remote.Serve("app", "1", TestImage.Of("one"));
        Pull($"{remote.Name}/app:1");
        remote.Script = request => request.Method != "HEAD" ? null : told is null ? new ScriptedResponse(200, "{}"u8.ToArray()) : new ScriptedResponse(200) { Headers = { ["Docker-Content-Digest"] = told } };
        remote.Requests.Clear();
        Assert.False(Pull($"{remote.Name}/app:1").Pulled.Single().Changed);
        Assert.Equal(["HEAD", "GET"], remote.Requests.Select(request => request.Method));
        Assert.Single(TransferredLayers(TransferPhase.Exists));
    }

    [Fact]
    public void A_digest_that_another_repository_is_known_by_proves_nothing()
    {
        TestImage secret = TestImage.Of("secret");
        remote.Serve("mine", "1", secret);
        Pull($"{remote.Name}/mine:1");
        // The registry names the content without having it.
        remote.Script = request => request.Method == "HEAD" && request.Path.Contains("/evil/") ? new ScriptedResponse(200) { Headers = { ["Docker-Content-Digest"] = secret.Digest } } : null;
        Assert.Equal(FaultCode.NotFound, PullFails($"{remote.Name}/evil:1").Code);
        Assert.Equal([$"{remote.Name}/mine:1"], Inspect($"{remote.Name}/mine:1").References);
    }

    [Fact]
    public void A_tag_that_moved_is_fetched()
    {
        TestImage second = TestImage.Of("two");
        remote.Serve("app", "1", TestImage.Of("one"));
        Pull($"{remote.Name}/app:1");
        remote.Serve("app", "1", second);
        Assert.True(Pull($"{remote.Name}/app:1").Pulled.Single().Changed);
        Assert.Equal(second.Digest, Inspect($"{remote.Name}/app:1").ManifestDigest.Value);
    }

    [Fact]
    public void An_index_for_two_platforms_is_known_for_the_one_that_was_pulled()
    {
        TestImage amd = TestImage.For("amd64", "one"), arm = TestImage.For("arm64", "two");
        remote.Serve("app", "x", amd);
        remote.Serve("app", "y", arm);
        remote.Serve("app", "1", TestImage.Index((amd, "linux", "amd64", ""), (arm, "linux", "arm64", "")), "application/vnd.oci.image.index.v1+json");
        Pull($"{remote.Name}/app:1", "linux/arm64");
        Pull($"{remote.Name}/app:1", "linux/amd64");
        Assert.Equal("amd64", Inspect($"{remote.Name}/app:1").Architecture);
        remote.Requests.Clear();
        Pull($"{remote.Name}/app:1", "linux/amd64");
        Assert.Equal("HEAD", Assert.Single(remote.Requests).Method);
    }

    [Fact]
    public void Content_that_was_lost_is_fetched_again()
    {
        TestImage image = TestImage.Of("one");
        remote.Serve("app", "1", image);
        Pull($"{remote.Name}/app:1");
        string blob = Path.Combine(Files["state"], "images/blobs/sha256", TestImage.DigestOf(image.Layers[0])[7..]);
        File.Delete(blob);
        Pull($"{remote.Name}/app:1");
        Assert.True(File.Exists(blob));
    }

    [Fact]
    public void Sha512_digests_are_taken_and_checked()
    {
        TestImage image = TestImage.Of("one", "two");
        string manifest = image.ServeBySha512(remote, "app", "1");
        Pull($"{remote.Name}/app:1");
        ImageInspection pulled = Inspect($"{remote.Name}/app:1");
        Assert.Equal(TestImage.DigestOf(image.Configuration), pulled.Id.Value);
        Assert.Equal(2, pulled.Layers.Count);
        Pull($"{remote.Name}/app@{manifest}");
        Assert.Contains($"{remote.Name}/app@{manifest}", Inspect($"{remote.Name}/app:1").Digests);
        Assert.Empty(Answer<ImagesVerified>(Images, new VerifyImages()).Defects);
    }

    [Fact]
    public void A_layer_that_does_not_match_its_sha512_digest_is_refused()
    {
        TestImage image = TestImage.Of("one"), other = TestImage.Of("two");
        image.ServeBySha512(remote, "app", "1");
        remote.Script = request => request.Path.EndsWith(TestImage.LongDigestOf(image.Layers[0]), StringComparison.Ordinal)
            ? new ScriptedResponse(200, [.. other.Layers[0].Concat(new byte[image.Layers[0].Length]).Take(image.Layers[0].Length)]) : null;
        PullFails($"{remote.Name}/app:1");
        NothingIsLeft();
    }

    [Fact]
    public void Layers_that_are_here_are_not_fetched_again()
    {
        TestImage first = TestImage.Of("base", "one"), second = TestImage.Of("base", "two");
        remote.Serve("app", "1", first);
        remote.Serve("app", "2", second);
        Pull($"{remote.Name}/app:1");
        Pull($"{remote.Name}/app:2");
        Assert.Equal(1, remote.Count(TestImage.DigestOf(first.Layers[0])));
        Assert.Equal([TestImage.DigestOf(first.Layers[0])], TransferredLayers(TransferPhase.Exists));
    }

    [Fact]
    public void Two_pulls_that_share_a_layer_fetch_it_once()
    {
        TestImage first = TestImage.Of("base", "one"), second = TestImage.Of("base", "two");
        remote.Serve("app", "1", first);
        remote.Serve("app", "2", second);
        var gate = new TaskCompletionSource();
        string shared = TestImage.DigestOf(first.Layers[0]);
        remote.Script = request => request.Path.EndsWith(shared, StringComparison.Ordinal) ? new ScriptedResponse(200, first.Layers[0]) { Gate = gate.Task } : null;
        Registry.Tell(new PullImage(new ImageReference($"{remote.Name}/app:1")), TestActor);
        Registry.Tell(new PullImage(new ImageReference($"{remote.Name}/app:2")), TestActor);
        AwaitCondition(() => remote.Count(TestImage.DigestOf(second.Layers[1])) > 0 && remote.Count(shared) > 0, Patience, Pause);
        gate.SetResult();
        LastWord<ImagesLoaded>();
        LastWord<ImagesLoaded>();
        Assert.Equal(1, remote.Count(shared));
        Assert.Equal(2, Inspect($"{remote.Name}/app:1").Layers.Count);
        Assert.Equal(Inspect($"{remote.Name}/app:1").Layers[0], Inspect($"{remote.Name}/app:2").Layers[0]);
    }

    [Fact]
    public void A_layer_goes_on_from_the_other_pull_when_the_first_is_cancelled()
    {
        TestImage image = TestImage.Of("base");
        remote.Serve("app", "1", image);
        remote.Serve("other", "1", image);
        bool isFirst = true;
        remote.Script = request =>
        {
            if (!request.Path.Contains("/blobs/" + TestImage.DigestOf(image.Layers[0])) || !isFirst) return null;
            isFirst = false;
            return new ScriptedResponse(200, image.Layers[0]) { Gate = new TaskCompletionSource().Task };
        };
        var first = CreateTestProbe();
        Registry.Tell(new PullImage(new ImageReference($"{remote.Name}/app:1")), first.Ref);
        AwaitCondition(() => remote.Count("/blobs/" + TestImage.DigestOf(image.Layers[0])) == 1, Patience, Pause);
        Registry.Tell(new PullImage(new ImageReference($"{remote.Name}/other:1")), TestActor);
        FishForMessage<TransferProgress>(_ => true, Patience);
        Sys.Stop(first.Ref);
        Assert.Equal([$"{remote.Name}/other:1"], LastWord<ImagesLoaded>().Images.Single().References);
        Assert.Equal(1, remote.Count("/v2/other/blobs/" + TestImage.DigestOf(image.Layers[0])));
    }

    [Fact]
    public void A_cancelled_pull_leaves_nothing_behind()
    {
        TestImage image = TestImage.Large(1, 3 << 20, 3 << 20);
        remote.Serve("app", "1", image);
        string last = TestImage.DigestOf(image.Layers[1]);
        remote.Script = request => request.Path.EndsWith(last, StringComparison.Ordinal)
            ? new ScriptedResponse(200, image.Layers[1][..100_000]) { Length = image.Layers[1].Length, Gate = Task.CompletedTask, CutAfter = null } : null;
        var asker = CreateTestProbe();
        Registry.Tell(new PullImage(new ImageReference($"{remote.Name}/app:1")), asker.Ref);
        AwaitCondition(() => Directory.GetFiles(Path.Combine(Files["state"], "images", "staging"), "*", SearchOption.AllDirectories).Length > 0, Patience, Pause);
        Sys.Stop(asker.Ref);
        NothingIsLeft();
    }

    [Fact]
    public void The_same_layer_twice_in_one_image_is_fetched_once()
    {
        remote.Serve("app", "1", TestImage.Of("same", "same", "other"));
        Pull($"{remote.Name}/app:1");
        Assert.Equal(3, Inspect($"{remote.Name}/app:1").Layers.Count);
    }

    [Fact]
    public void All_tags_are_pulled_one_after_the_other()
    {
        remote.Serve("app", "1", TestImage.Of("one"));
        remote.Serve("app", "2", TestImage.Of("two"));
        remote.Script = request => request.Path.StartsWith("/v2/app/tags/list", StringComparison.Ordinal) ? request.Path.Contains("last=1")
            ? new ScriptedResponse(200, """{"name":"app","tags":["2"]}"""u8.ToArray())
            : new ScriptedResponse(200, """{"name":"app","tags":["1"]}"""u8.ToArray()) { Headers = { ["Link"] = "</v2/app/tags/list?n=1&last=1>; rel=\"next\"" } } : null;
        ImagesLoaded loaded = Answer<ImagesLoaded>(new PullImage(new ImageReference($"{remote.Name}/app")) { AllTags = true });
        Assert.Equal([$"{remote.Name}/app:1", $"{remote.Name}/app:2"], loaded.Pulled.Select(pulled => pulled.Reference));
        Assert.Equal(2, Items.OfType<TransferBegan>().Count());
    }

    [Fact]
    public void A_pull_by_digest_is_named_by_it_and_removed_by_it()
    {
        TestImage image = TestImage.Of("one");
        remote.Serve("app", "1", image);
        string name = $"{remote.Name}/app@{image.Digest}";
        ImageSummary pulled = Pull(name).Images.Single();
        Assert.Empty(pulled.References);
        Assert.Equal([name], pulled.Digests);
        Assert.Equal(pulled.Id, Inspect(name).Id);
        Assert.Equal([pulled.Id], Answer<ImageRemoved>(Images, new RemoveImage(new ImageReference(name))).Deleted);
        NothingIsLeft();
    }

    [Fact]
    public void The_image_for_the_platform_is_chosen_from_an_index()
    {
        TestImage amd = TestImage.For("amd64", "amd"), arm = TestImage.For("arm64", "arm");
        remote.Serve("app", "x", amd);
        remote.Serve("app", "y", arm);
        byte[] index = TestImage.Index((amd, "linux", "amd64", ""), (arm, "linux", "arm64", "v8"));
        remote.Serve("app", "1", index, "application/vnd.oci.image.index.v1+json");
        string name = $"{remote.Name}/app:1";
        Assert.Equal(TestImage.DigestOf(index), Pull(name, "linux/arm64").Pulled.Single().Digest.Value);
        Assert.Equal("arm64", Inspect(name).Architecture);
        Pull(name, "linux/amd64");
        Assert.Equal("amd64", Inspect(name).Architecture);
        Fault fault = Answer<Fault>(new PullImage(new ImageReference(name)) { Platform = "linux/s390x" });
        Assert.Equal(FaultCode.NotFound, fault.Code);
        Assert.Contains("linux/amd64, linux/arm64", fault.Message);
    }

    [Fact]
    public void An_image_for_another_platform_than_asked_is_refused()
    {
        remote.Serve("app", "1", TestImage.For("arm64", "arm"));
        Fault fault = Answer<Fault>(new PullImage(new ImageReference($"{remote.Name}/app:1")) { Platform = "linux/amd64" });
        Assert.Contains("is for linux/arm64", fault.Message);
    }

    [Fact]
    public async Task A_mirror_is_asked_first_and_the_registry_where_it_fails()
    {
        await using var mirror = new ScriptedRegistry();
        Settings = Settings with { Hosts = new Dictionary<string, RegistryHostSettings> { [remote.Name] = new() { Mirrors = [mirror.Name] } } };
        TestImage image = TestImage.Of("one"), other = TestImage.Of("two");
        mirror.Serve("app", "1", image);
        remote.Serve("app", "2", other);
        Assert.Equal([$"{remote.Name}/app:1"], Pull($"{remote.Name}/app:1").Images.Single().References);
        Assert.Empty(remote.Requests);
        Pull($"{remote.Name}/app:2");
        Assert.Equal(["HEAD", "GET"], mirror.Requests.Where(request => request.Path.EndsWith("/manifests/2", StringComparison.Ordinal)).Select(request => request.Method));
        Assert.True(remote.Count("/blobs/") > 0);
    }

    [Fact]
    public void An_artifact_is_no_image_and_says_what_it_is()
    {
        byte[] manifest = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.example.chart","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},"layers":[]}"""u8.ToArray();
        remote.Serve("chart", "1", manifest, "application/vnd.oci.image.manifest.v1+json");
        Fault fault = PullFails($"{remote.Name}/chart:1");
        Assert.Equal(FaultCode.NotSupported, fault.Code);
        Assert.Contains("application/vnd.example.chart", fault.Message);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _ = remote.DisposeAsync().AsTask();
    }
}
