using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

public sealed class ImagesActorTests : StoreTestKit
{
    private static readonly byte[] Tar = new TarBuilder().Directory("./", mode: 0x1ed, user: 11).File("hello", "world").Build();

    [Fact]
    public void An_imported_image_is_listed_and_inspected()
    {
        ImageSummary made = Import(Tar, "busybox", new ImageConfiguration { Command = ["sh"], Labels = new Dictionary<string, string> { ["a"] = "b" } });
        ImageSummary row = Answer<ImageList>(new ListImages()).Images.Single();
        Assert.Equal((made.Id, 5L, "busybox:latest"), (row.Id, row.Size, row.References.Single()));
        var inspection = Answer<ImageInspection>(new InspectImage(new ImageReference(made.Id.Value[7..15])));
        Assert.Equal(["sh"], inspection.Configuration.Command);
        Assert.Equal(Sha256.Of(Tar), inspection.Layers.Single());
        Assert.Equal(("linux", RootTarImport.Architecture), (inspection.Os, inspection.Architecture));
    }

    [Theory]
    [InlineData("busybox")]
    [InlineData("busybox:latest")]
    [InlineData("docker.io/library/busybox")]
    public void Every_spelling_of_a_name_finds_the_image(string spelling)
    {
        Import(Tar, "busybox");
        Assert.Equal(["busybox:latest"], Answer<ImageInspection>(new InspectImage(new ImageReference(spelling))).References);
    }

    [Fact]
    public void Unknown_and_malformed_references_say_so()
    {
        Assert.Equal(new Fault(FaultCode.NotFound, "No such image: nothing:latest") { Field = "image" }, Answer<Fault>(new InspectImage(new ImageReference("nothing"))));
        Assert.Equal(FaultCode.InvalidArgument, Answer<Fault>(new InspectImage(new ImageReference("UP/PER"))).Code);
    }

    [Fact]
    public void A_name_moves_to_the_newer_image_and_the_older_one_dangles()
    {
        ImageSummary old = Import(Tar, "app");
        ImageSummary young = Import(new TarBuilder().File("other").Build(), "app");
        Assert.Equal(young.Id, Answer<ImageInspection>(new InspectImage(new ImageReference("app"))).Id);
        Assert.Equal(old.Id, Answer<ImageList>(new ListImages { Filters = [new Filter("dangling", "true")] }).Images.Single().Id);
    }

    [Fact]
    public void A_filter_by_name_shows_the_names_that_it_asks_for()
    {
        Import(Tar, "app");
        Answer<Done>(new TagImage(new ImageReference("app"), new ImageReference("other:1")));
        Assert.Equal(["other:1"], Answer<ImageList>(new ListImages { Filters = [new Filter("reference", "other")] }).Images.Single().References);
        Assert.Equal(["app:latest", "other:1"], Answer<ImageList>(new ListImages { Filters = [new Filter("reference", "other"), new Filter("reference", "a*")] }).Images.Single().References);
    }

    [Fact]
    public void An_import_may_be_for_another_platform()
    {
        Answer<ImagesLoaded>(new LoadArchive(new ImportImage { Reference = new ImageReference("other"), Platform = "linux/arm64/v8" }, new MemoryStream(Tar)));
        var inspection = Answer<ImageInspection>(new InspectImage(new ImageReference("other")));
        Assert.Equal(("linux", "arm64", "v8"), (inspection.Os, inspection.Architecture, inspection.Variant));
    }

    [Fact]
    public void Events_tell_what_happened()
    {
        ImageSummary image = Import(Tar, "app");
        Answer<ImageRemoved>(new RemoveImage(new ImageReference("app")));
        foreach (string action in (string[])["import", "tag", "untag", "delete"])
        {
            PublishEvent told = Events.ExpectMsg<PublishEvent>();
            Assert.Equal(("image", action, image.Id.Value), (told.Type, told.Action, told.Actor));
        }
    }

    [Fact]
    public void Removing_an_image_frees_its_content_but_not_what_others_need()
    {
        Import(Tar, "one");
        Import(Tar, "two", new ImageConfiguration { User = "x" });
        var removed = Answer<ImageRemoved>(new RemoveImage(new ImageReference("one")));
        Assert.Equal(["one:latest"], removed.Untagged);
        Assert.Single(removed.Deleted);
        Assert.Single(Directory.GetDirectories(Layout.Layers));
        Assert.Equal(3, Directory.GetFiles(Layout.Blobs).Length);
        Answer<ImageRemoved>(new RemoveImage(new ImageReference("two")));
        Assert.Empty(Directory.GetFileSystemEntries(Layout.Layers));
        Assert.Empty(Directory.GetFileSystemEntries(Layout.Blobs));
    }

    [Fact]
    public void One_of_two_names_is_only_untagged()
    {
        byte[] layer = new TarBuilder().File("f").Build();
        string config = $$"""{"rootfs":{"diff_ids":["{{Sha256.Of(layer)}}"]} }""";
        Load(new TarBuilder().Entry('0', "l", layer).File("c", config).File("manifest.json", """[{"Config":"c","RepoTags":["a:1","b:1"],"Layers":["l"]}]""").Build());
        Assert.Contains("multiple repositories", Answer<Fault>(new RemoveImage(new ImageReference(Answer<ImageList>(new ListImages()).Images[0].Id.Value))).Message);
        Assert.Empty(Answer<ImageRemoved>(new RemoveImage(new ImageReference("a:1"))).Deleted);
        Assert.Equal(["b:1"], Answer<ImageInspection>(new InspectImage(new ImageReference("b:1"))).References);
    }

    [Fact]
    public void An_image_in_use_by_a_stopped_container_needs_force_and_stays_for_the_container()
    {
        ContainerId container = ContainerId.New();
        Import(Tar, "app");
        SnapshotPrepared before = Prepare("app", container);
        Fault fault = Answer<Fault>(new RemoveImage(new ImageReference("app")));
        Assert.Equal(FaultCode.Conflict, fault.Code);
        Assert.Contains($"(must force) - container {container.Short} is using", fault.Message);

        Assert.Single(Answer<ImageRemoved>(new RemoveImage(new ImageReference("app"), Force: true)).Deleted);
        Assert.Empty(Answer<ImageList>(new ListImages()).Images);
        Assert.Equal(before.Lower, Answer<SnapshotPrepared>(new FindSnapshot(container)).Lower);
        Restart();
        Assert.True(Directory.Exists(Answer<SnapshotPrepared>(new FindSnapshot(container)).Lower[0]));

        Answer<Done>(new RemoveSnapshot(container));
        AwaitAssert(() => Assert.Empty(Directory.GetFileSystemEntries(Layout.Layers)), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void An_image_in_use_by_a_running_container_is_never_deleted()
    {
        ContainerId container = ContainerId.New();
        ImageSummary image = Import(Tar, "app");
        Prepare("app", container);
        SetRunning(container);
        Assert.Contains("cannot be forced", Answer<Fault>(new RemoveImage(new ImageReference(image.Id.Value), Force: true)).Message);
        Assert.Empty(Answer<ImageRemoved>(new RemoveImage(new ImageReference("app"), Force: true)).Deleted);
        Assert.Equal(1, Answer<ImageList>(new ListImages()).Images.Single().Containers);
    }

    [Fact]
    public void A_snapshot_is_made_once_found_again_and_removed()
    {
        ContainerId container = ContainerId.New();
        Import(Tar, "app");
        SnapshotPrepared made = Prepare("app", container);
        Assert.Equal(11u, ActorEngine.Linux.FileStat.Of(made.Upper)!.Value.UserId);
        Assert.Equal(made.Upper, Prepare("app", container).Upper);
        Restart();
        SnapshotPrepared found = Answer<SnapshotPrepared>(new FindSnapshot(container));
        Assert.Equal((made.Upper, made.Work, made.ImageId, made.ImageName), (found.Upper, found.Work, found.ImageId, found.ImageName));
        Answer<Done>(new RemoveSnapshot(container));
        Answer<Done>(new RemoveSnapshot(container));
        Assert.Equal(FaultCode.NotFound, Answer<Fault>(new FindSnapshot(container)).Code);
        Assert.False(Directory.Exists(made.Upper));
    }

    [Fact]
    public void What_is_asked_while_a_snapshot_is_being_made_waits_for_it()
    {
        ContainerId container = ContainerId.New();
        Import(Tar, "app");
        Images.Tell(new PrepareSnapshot(container, new ImageReference("app")), TestActor);
        Images.Tell(new PrepareSnapshot(container, new ImageReference("app")), TestActor);
        Images.Tell(new RemoveSnapshot(container), TestActor);
        ExpectMsg<SnapshotPrepared>();
        ExpectMsg<SnapshotPrepared>();
        ExpectMsg<Done>();
        Assert.Empty(Answer<SnapshotList>(new ListSnapshots()).Containers);
        Assert.Empty(Directory.GetDirectories(Layout.Snapshots));
    }

    [Fact]
    public void A_hundred_snapshots_at_once_are_all_different()
    {
        Import(Tar, "app");
        for (int i = 0; i < 100; i++) Images.Tell(new PrepareSnapshot(ContainerId.New(), new ImageReference("app")), TestActor);
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => ExpectMsg<SnapshotPrepared>(TimeSpan.FromSeconds(30)).Upper).Distinct().Count());
        Assert.Equal(100, Answer<SnapshotList>(new ListSnapshots()).Containers.Count);
        Assert.Equal(100, Answer<ImageList>(new ListImages()).Images.Single().Containers);
    }

    [Fact]
    public void Differences_are_asked_of_the_store()
    {
        ContainerId container = ContainerId.New();
        Import(Tar, "app");
        File.WriteAllText(Path.Combine(Prepare("app", container).Upper, "new"), "x");
        FileChange change = Answer<FileChanges>(new DiffSnapshot(container)).Changes.Single();
        Assert.Equal(new FileChange(FileChangeKind.Added, "/new"), change);
        Assert.Equal(FaultCode.NotFound, Answer<Fault>(new DiffSnapshot(ContainerId.New())).Code);
    }

    [Fact]
    public void Filters_narrow_the_list()
    {
        Import(Tar, "app:1", new ImageConfiguration { Labels = new Dictionary<string, string> { ["tier"] = "web" } });
        Import(new TarBuilder().File("x").Build(), "other:2");
        Assert.Equal(["app:1"], Listed("reference", "app*"));
        Assert.Equal(["app:1"], Listed("label", "tier=web"));
        Assert.Equal(["app:1"], Listed("before", "other:2"));
        Assert.Equal(["other:2"], Listed("since", "app:1"));
        Assert.Contains("invalid filter", Answer<Fault>(new ListImages { Filters = [new Filter("size", "1")] }).Message);
    }

    [Fact]
    public void A_client_that_goes_away_leaves_nothing_behind()
    {
        var broken = new BrokenStream(new TarBuilder().File("a", new string('x', 600_000)).BuildWithoutEnd());
        Fault fault = Answer<Fault>(new LoadArchive(new ImportImage { Reference = new ImageReference("x") }, broken));
        Assert.Contains("the client went away", fault.Message);
        Assert.True(broken.WasDisposed);
        AwaitAssert(() => Assert.Empty(Directory.GetFileSystemEntries(Layout.Staging)), TimeSpan.FromSeconds(20));
        Assert.Empty(Directory.GetFileSystemEntries(Layout.Blobs));
    }

    private string[] Listed(string key, string value) =>
        [.. Answer<ImageList>(new ListImages { Filters = [new Filter(key, value)] }).Images.SelectMany(image => image.References)];

    private sealed class BrokenStream(byte[] content) : MemoryStream(content)
    {
        public bool WasDisposed { get; private set; }

        public override int Read(Span<byte> buffer) =>
            base.Read(buffer) is > 0 and var count ? count : throw new IOException("the client went away");

        protected override void Dispose(bool disposing) => WasDisposed = true;
    }
}
