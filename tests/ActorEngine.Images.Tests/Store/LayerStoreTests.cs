using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

/// <summary>Layers apart from images: what a build does with the store.</summary>
public sealed class LayerStoreTests : StoreTestKit
{
    [Fact]
    public void Steps_of_a_build_become_layers_on_each_other_and_then_an_image()
    {
        Import(new TarBuilder().File("base", "1").Build(), "base");
        ImageContent from = Answer<ImageContent>(new ReadImage(new ImageReference("base")));
        LayerTaken first = Step($"chain@{from.Layers[^1].ChainId}", upper => File.WriteAllText(Path.Combine(upper, "one"), "1"));
        LayerTaken second = Step($"chain@{first.Layer.ChainId}", upper => File.WriteAllText(Path.Combine(upper, "two"), "2"), consume: true);
        Assert.Equal(ChainId.Of([from.Layers[0].DiffId, first.Layer.DiffId, second.Layer.DiffId])[^1], second.Layer.ChainId);
        Assert.Equal(3, Answer<LayerStack>(new FindLayers(second.Layer.ChainId)).Layers.Count);

        byte[] configuration = DerivedConfiguration.Write(from.Configuration.ToArray(), new ImageConfiguration { Command = ["/x"] }, first.Layer.DiffId, DateTimeOffset.UnixEpoch, "RUN 1", null, null);
        configuration = DerivedConfiguration.Write(configuration, new ImageConfiguration { Command = ["/x"] }, second.Layer.DiffId, DateTimeOffset.UnixEpoch, "RUN 2", null, null);
        ImageSummary image = Answer<ImagesLoaded>(new WriteImage(configuration, [new ImageReference("built")])).Images.Single();
        Answer<Done>(new DropLease("build"));
        SnapshotPrepared snapshot = Prepare("built");
        Assert.Equal(image.Id, snapshot.ImageId);
        Assert.Equal(["two", "one", "base"], snapshot.Lower.SkipLast(1).Select(layer => Path.GetFileName(Directory.GetFiles(layer).Single())));
        Restart();
        Assert.Equal(snapshot.Lower, Prepare("built").Lower);
    }

    [Fact]
    public void What_a_lease_holds_outlives_a_restart_and_goes_with_the_lease()
    {
        LayerTaken taken = Answer<LayerTaken>(new TakeLayer(new MemoryStream(new TarBuilder().File("a", "1").Build()), null, "cache"));
        Restart();
        Assert.Equal(taken.Layer, Answer<LayerStack>(new FindLayers(taken.Layer.ChainId)).Layers.Single());
        Answer<Done>(new DropLease("cache"));
        Answer<Fault>(new FindLayers(taken.Layer.ChainId));
        Assert.False(File.Exists(Layout.Blob(taken.Layer.Blob)));
        Assert.False(Directory.Exists(Layout.Layer(taken.Layer.ChainId)));
    }

    [Fact]
    public void A_layer_that_a_snapshot_stands_on_stays_until_the_snapshot_goes()
    {
        LayerTaken taken = Answer<LayerTaken>(new TakeLayer(new MemoryStream(new TarBuilder().File("a", "1").Build()), null, "build"));
        ContainerId container = ContainerId.New();
        SnapshotPrepared snapshot = Prepare($"chain@{taken.Layer.ChainId}", container);
        Answer<Done>(new DropLease("build"));
        Assert.True(Directory.Exists(snapshot.Lower[0]));
        Restart();
        Assert.Equal(snapshot.Lower, Answer<SnapshotPrepared>(new FindSnapshot(container)).Lower);
        Answer<Done>(new RemoveSnapshot(container));
        AwaitAssert(() => Assert.False(Directory.Exists(snapshot.Lower[0])));
    }

    [Fact]
    public void A_lease_that_has_ended_is_gone_at_the_next_start()
    {
        Answer<Done>(new TakeLease("old", DateTimeOffset.UnixEpoch));
        LayerTaken taken = Answer<LayerTaken>(new TakeLayer(new MemoryStream(new TarBuilder().File("a", "1").Build()), null, "old"));
        Restart();
        Answer<Fault>(new FindLayers(taken.Layer.ChainId));
    }

    [Fact]
    public void A_snapshot_on_nothing_can_be_prepared_and_an_empty_one_makes_an_empty_layer()
    {
        ContainerId container = ContainerId.New();
        Assert.Single(Prepare("scratch", container).Lower);
        Assert.True(Answer<LayerTaken>(new CommitSnapshot(container, "build")).IsEmpty);
    }

    [Fact]
    public void A_blob_that_is_being_read_stays_until_it_is_closed()
    {
        Import(new TarBuilder().File("a", "1").Build(), "x");
        Digest blob = Answer<ImageContent>(new ReadImage(new ImageReference("x"))).Layers[0].Blob;
        using (Stream content = Answer<BlobOpened>(new OpenBlob(blob)).Content)
        {
            Answer<ImageRemoved>(new RemoveImage(new ImageReference("x")));
            Assert.True(File.Exists(Layout.Blob(blob)));
            Assert.Equal(2048, content.Length);
        }

        Answer<Fault>(new OpenBlob(new Digest("sha256:" + new string('0', 64))));
    }

    [Fact]
    public void A_commit_keeps_what_the_image_says_and_lays_the_containers_settings_over_it()
    {
        byte[] tar = new TarBuilder().File("a", "1").Build();
        Import(tar, "base", new ImageConfiguration { Environment = ["A=1", "B=2"], Command = ["/old"], User = "7", Labels = new Dictionary<string, string> { ["l"] = "1" } });
        ContainerId container = ContainerId.New();
        SnapshotPrepared snapshot = Prepare("base", container);
        File.WriteAllText(Path.Combine(snapshot.Upper, "b"), "2");
        var view = new ContainerInspection
        {
            Id = container,
            Name = "c",
            State = new ContainerStateInfo(),
            Arguments = ["/bin/run", "it"],
            ImageConfiguration = snapshot.Configuration,
            Settings = new ContainerSettings { Image = new ImageReference("base"), Environment = ["B=3", "C=4"], WorkingDirectory = "/w" },
        };
        var request = new CommitContainer(new ContainerReference("c")) { Reference = new ImageReference("mine:1"), Author = "me", Message = "note", Changes = ["ENV A=5", "CMD [\"/new\"]", "EXPOSE 80"] };
        ImageSummary made = Answer<ImagesLoaded>(new CommitImage(request, container, view)).Images.Single();
        Assert.Equal(["mine:1"], made.References);
        ImageInspection image = Answer<ImageInspection>(new InspectImage(new ImageReference("mine:1")));
        Assert.Equal(["A=5", "B=3", "C=4"], image.Configuration.Environment);
        Assert.Equal(("7", "/w", "me"), (image.Configuration.User, image.Configuration.WorkingDirectory, image.Author));
        Assert.Equal(["/new"], image.Configuration.Command);
        Assert.Equal(2, image.Layers.Count);
        Fault refused = Answer<Fault>(new CommitImage(request with { Changes = ["RUN x"] }, container, view));
        Assert.Equal(("changes", FaultCode.InvalidArgument), (refused.Field, refused.Code));
    }

    private LayerTaken Step(string on, Action<string> change, bool consume = false)
    {
        ContainerId container = ContainerId.New();
        change(Prepare(on, container).Upper);
        LayerTaken taken = Answer<LayerTaken>(new CommitSnapshot(container, "build") { Consume = consume });
        Answer<Done>(new RemoveSnapshot(container));
        return taken;
    }
}
