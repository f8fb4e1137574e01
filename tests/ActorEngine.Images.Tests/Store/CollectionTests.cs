using Akka.Actor;
using Akka.TestKit;
using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

/// <summary>Sweeps, prunes, measurements, and the check of the store.</summary>
public sealed class CollectionTests : StoreTestKit
{
    private static readonly byte[] One = new TarBuilder().File("one", "1111").Build();

    [Fact]
    public void A_sweep_removes_what_nothing_needs_and_nothing_else()
    {
        Import(One, "kept");
        LayerTaken leased = Answer<LayerTaken>(new TakeLayer(new MemoryStream(new TarBuilder().File("l", "2").Build()), null, "cache"));
        SnapshotPrepared snapshot = Prepare("kept");
        File.WriteAllText(Layout.Blob(Sha256.Of("lost"u8)), "lost");
        Directory.CreateDirectory(Layout.Layer(Sha256.Of("lost"u8)));
        Directory.CreateDirectory(Path.Combine(Layout.Staging, "lost"));
        Assert.Equal(3, Answer<StoreSwept>(new SweepStore([])).Removed);
        Assert.Equal(0, Answer<StoreSwept>(new SweepStore([])).Removed);
        Assert.True(File.Exists(Layout.Blob(leased.Layer.Blob)));
        Assert.All(snapshot.Lower, layer => Assert.True(Directory.Exists(layer)));
    }

    [Fact]
    public void A_sweep_leaves_a_running_import_alone()
    {
        var slow = new SlowStream(One);
        Images.Tell(new LoadArchive(new ImportImage { Reference = new ImageReference("slow") }, slow), TestActor);
        slow.Begun.Wait();
        Answer<StoreSwept>(new SweepStore([]));
        slow.Go.Set();
        ExpectMsg<ImagesLoaded>(TimeSpan.FromSeconds(30));
        Assert.Equal("1111", File.ReadAllText(Path.Combine(LayerOf("slow"), "one")));
    }

    [Fact]
    public void Leases_end_with_a_sweep_that_names_their_beginning()
    {
        LayerTaken taken = Answer<LayerTaken>(new TakeLayer(new MemoryStream(One), null, "build-1"));
        Assert.Equal(taken.Layer.Size + taken.Layer.BlobSize, Answer<StoreSwept>(new SweepStore(["build"])).ReclaimedBytes);
        Assert.False(File.Exists(Layout.Blob(taken.Layer.Blob)));
    }

    [Fact]
    public void A_prune_removes_images_without_names_and_containers_and_with_all_those_with_names()
    {
        ImageSummary used = Import(One, "used"), named = Import(new TarBuilder().File("two", "2").Build(), "named"), dangling = Import(new TarBuilder().File("three", "3").Build());
        Prepare("used");
        ImagesPruned first = Answer<ImagesPruned>(new PruneImages());
        Assert.Equal([dangling.Id], first.Deleted);
        Assert.True(first.ReclaimedBytes > 1000);
        Assert.Empty(Answer<ImagesPruned>(new PruneImages { All = true, Filters = [new Filter("until", "1h")] }).Deleted);
        ImagesPruned second = Answer<ImagesPruned>(new PruneImages { All = true });
        Assert.Equal([named.Id], second.Deleted);
        Assert.Equal(["named:latest"], second.Untagged);
        Assert.Equal(used.Id, Answer<ImageList>(new ListImages()).Images.Single().Id);
        Assert.Equal("filters", Answer<Fault>(new PruneImages { Filters = [new Filter("dangling", "true")] }).Field);
    }

    [Fact]
    public void Disk_usage_counts_shared_layers_once_and_tells_what_can_be_had_back()
    {
        ImageSummary image = Import(One, "one");
        Answer<ImagesLoaded>(new WriteImage(DerivedConfiguration.Write(Answer<ImageContent>(new ReadImage(new ImageReference("one"))).Configuration.ToArray(), new ImageConfiguration { User = "7" }, null, DateTimeOffset.UnixEpoch, "USER 7", null, null), [new ImageReference("two")]));
        SnapshotPrepared snapshot = Prepare("one");
        File.WriteAllText(Path.Combine(snapshot.Upper, "written"), "12345");
        StoreMeasured measured = Answer<StoreMeasured>(new MeasureStore());
        Assert.Equal(5, measured.Snapshots[snapshot.Container]);
        Assert.Equal(4 + 2048, measured.Usage.ImagesSize);
        Assert.Equal(0, measured.Usage.ImagesReclaimable);
        Assert.All(measured.Usage.Images, row => Assert.Equal(row.Size, row.SharedSize));
        Assert.Equal(1, measured.Usage.Images.Single(row => row.Id == image.Id).Containers);
    }

    [Fact]
    public void The_collector_prunes_containers_that_do_not_run_and_adds_up_what_they_wrote()
    {
        Import(One, "one");
        SnapshotPrepared stopped = Prepare("one"), running = Prepare("one");
        File.WriteAllText(Path.Combine(stopped.Upper, "w"), "123");
        TestProbe lifecycle = CreateTestProbe();
        IActorRef collector = Collector(lifecycle, View(stopped.Container, ContainerStatus.Exited), View(running.Container, ContainerStatus.Running));
        collector.Tell(new PruneContainers(), TestActor);
        Assert.Equal(stopped.Container.Value, lifecycle.ExpectMsg<RemoveContainer>(TimeSpan.FromSeconds(30)).Container.Value);
        lifecycle.Reply(new Done());
        ContainersPruned pruned = ExpectMsg<ContainersPruned>(TimeSpan.FromSeconds(30));
        Assert.Equal([stopped.Container], pruned.Deleted);
        Assert.Equal(3, pruned.ReclaimedBytes);
        collector.Tell(new PruneContainers { Filters = [new Filter("label!", "keep"), new Filter("until", "never")] }, TestActor);
        Assert.Equal("filters", ExpectMsg<Fault>(TimeSpan.FromSeconds(30)).Field);
    }

    [Fact]
    public void A_system_prune_goes_on_to_images_and_what_builds_keep()
    {
        Import(One);
        Answer<LayerTaken>(new TakeLayer(new MemoryStream(new TarBuilder().File("b", "2").Build()), null, "build-7"));
        TestProbe lifecycle = CreateTestProbe();
        IActorRef collector = Collector(lifecycle);
        collector.Tell(new GetDiskUsage(), TestActor);
        Assert.True(ExpectMsg<DiskUsage>(TimeSpan.FromSeconds(30)).CacheSize > 0);
        collector.Tell(new PruneSystem(), TestActor);
        SystemPruned pruned = ExpectMsg<SystemPruned>(TimeSpan.FromSeconds(30));
        Assert.Single(pruned.Images);
        Assert.Equal(2 * 2048 + 5, pruned.ReclaimedBytes);
        Assert.Empty(Directory.GetFileSystemEntries(Layout.Blobs));
    }

    [Fact]
    public void A_whole_store_is_found_whole()
    {
        Import(new TarBuilder().Directory("d", mode: 0x5ed).File("d/f", "x", mode: 0x9ed, user: 5).SymbolicLink("l", "d").Device('6', "p", 0, 0).HardLink("h", "d/f").Build(), "one");
        ContainerId container = ContainerId.New();
        SnapshotPrepared snapshot = Prepare("one", container);
        Shell.Run("mknod gone c 0 0; mknod d2 p; echo hi > new; python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('sock')\"", snapshot.Upper);
        Answer<LayerTaken>(new CommitSnapshot(container, "cache") { Consume = true });
        ImagesVerified verified = Answer<ImagesVerified>(new VerifyImages());
        Assert.Empty(verified.Defects);
        Assert.Equal((4, 2), (verified.Blobs, verified.Layers));
    }

    [Theory]
    [InlineData("echo evil > one; touch -d @1000000000 one", "bytes instead")]
    [InlineData("printf 1112 > one; touch -d @1000000000 one", "another content")]
    [InlineData("chmod 4777 one", "has the mode")]
    [InlineData("chown 9 one", "belongs to 9")]
    [InlineData("rm one", "is missing")]
    [InlineData("touch extra", "should not be there")]
    [InlineData("rm one; ln -s /etc/passwd one", "has the mode")]
    public void A_layer_that_was_tampered_with_is_found_and_unpacked_again(string damage, string words)
    {
        Import(One, "one");
        string layer = LayerOf("one");
        Shell.Run(damage, layer);
        StoreDefect found = Answer<ImagesVerified>(new VerifyImages()).Defects.Single();
        Assert.Matches(words, found.Reason);
        Assert.Equal(("layer", false), (found.Object, found.Repaired));
        Assert.Equal(["one:latest"], found.Images);
        Assert.True(Answer<ImagesVerified>(new VerifyImages { Repair = true }).Defects.Single().Repaired);
        Assert.Empty(Answer<ImagesVerified>(new VerifyImages()).Defects);
        Assert.Equal("1111", File.ReadAllText(Path.Combine(layer, "one")));
    }

    [Fact]
    public void A_layer_that_is_gone_is_unpacked_again_and_one_in_use_is_left()
    {
        Import(One, "one");
        SnapshotPrepared snapshot = Prepare("one");
        Directory.Delete(snapshot.Lower[0], recursive: true);
        SetRunning(snapshot.Container);
        StoreDefect refused = Answer<ImagesVerified>(new VerifyImages { Repair = true }).Defects.Single();
        Assert.Contains("in use by container", refused.Reason, StringComparison.Ordinal);
        Assert.False(refused.Repaired);
    }

    [Theory]
    [InlineData(true, "is missing")]
    [InlineData(false, "is damaged")]
    public void A_damaged_blob_is_reported_with_the_images_that_need_it(bool gone, string words)
    {
        ImageSummary image = Import(One, "one");
        Digest blob = Answer<ImageContent>(new ReadImage(new ImageReference("one"))).Layers[0].Blob;
        if (gone) File.Delete(Layout.Blob(blob));
        else File.AppendAllText(Layout.Blob(blob), "x");
        StoreDefect found = Answer<ImagesVerified>(new VerifyImages { Repair = true }).Defects.Single();
        Assert.Contains(words, found.Reason, StringComparison.Ordinal);
        Assert.Equal(("blob", blob.Value, false), (found.Object, found.Id, found.Repaired));
        File.AppendAllText(Layout.Blob(image.Id), " ");
        Assert.Contains(Answer<ImagesVerified>(new VerifyImages { Images = [new ImageReference("one")] }).Defects, defect => defect.Object == "image");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lost_configuration_keeps_nobody_from_the_other_images(bool gone)
    {
        byte[] two = new TarBuilder().File("two", "2222").Build();
        ImageSummary lost = Import(One, "one");
        Import(two, "two", new ImageConfiguration { User = "other" });
        byte[] configuration = File.ReadAllBytes(Layout.Blob(lost.Id));
        if (gone) File.Delete(Layout.Blob(lost.Id));
        else File.WriteAllText(Layout.Blob(lost.Id), "{");
        Restart();
        Assert.Equal(2, Answer<ImageList>(new ListImages()).Images.Count);
        Assert.Equal("other", Answer<ImageInspection>(new InspectImage(new ImageReference("two"))).Configuration.User);
        StoreDefect found = Answer<ImagesVerified>(new VerifyImages { Repair = true }).Defects.Single();
        Assert.Equal(("image", lost.Id), (found.Object, found.Blob!.Value));
        Assert.Equal("", Answer<ImageInspection>(new InspectImage(new ImageReference("one"))).Os);
        Answer<Done>(new MendBlob(lost.Id, new MemoryStream(configuration)));
        Assert.Equal("linux", Answer<ImageInspection>(new InspectImage(new ImageReference("one"))).Os);
        Assert.Empty(Answer<ImagesVerified>(new VerifyImages()).Defects);
    }

    [Fact]
    public void What_a_registry_had_is_fetched_again_and_what_stands_on_it_is_unpacked()
    {
        Import(One, "one");
        LayerContent layer = Answer<ImageContent>(new ReadImage(new ImageReference("one"))).Layers[0] is var kept ? new LayerContent(kept.Blob, File.ReadAllBytes(Layout.Blob(kept.Blob))) : null!;
        Answer<ImageNamed>(new NameImage(Answer<ImageInspection>(new InspectImage(new ImageReference("one"))).ManifestDigest, [$"r.example/app@sha256:{new string('a', 64)}"]));
        File.WriteAllText(Layout.Blob(layer.Blob), "damaged");
        Directory.Delete(LayerOf("one"), recursive: true);
        TestProbe registry = CreateTestProbe();
        IActorRef collector = Sys.ActorOf(GcActor.Props(new GcSettings(Images, () => CreateTestProbe(), () => [], TimeSpan.FromHours(1)) { Registry = () => registry }, new ActorStates()));
        collector.Tell(new VerifyImages { Repair = true }, TestActor);
        OpenRemoteBlob asked = registry.ExpectMsg<OpenRemoteBlob>(TimeSpan.FromSeconds(20));
        Assert.Equal((layer.Blob, "r.example/app"), (asked.Request.Blob, asked.Request.Repository.Value));
        registry.Reply(new RemoteBlobOpened(new MemoryStream(layer.Content)));
        ImagesVerified verified = ExpectMsg<ImagesVerified>(TimeSpan.FromSeconds(20));
        Assert.All(verified.Defects, defect => Assert.True(defect.Repaired, defect.Reason));
        Assert.Equal(["blob", "layer"], verified.Defects.Select(defect => defect.Object).Order());
        Assert.Empty(Answer<ImagesVerified>(new VerifyImages()).Defects);
    }

    [Fact]
    public void A_registry_that_has_something_else_mends_nothing()
    {
        ImageSummary image = Import(One, "one");
        Assert.Contains("came with the digest", Answer<Fault>(new MendBlob(image.Id, new MemoryStream("else"u8.ToArray()))).Message);
        Assert.Equal(FaultCode.NotFound, Answer<Fault>(new MendBlob(new Digest("sha256:" + new string('0', 64)), new MemoryStream([]))).Code);
        Assert.Empty(Answer<ImagesVerified>(new VerifyImages()).Defects);
    }

    [Fact]
    public void The_time_of_the_last_name_outlives_a_restart()
    {
        Import(One);
        string id = Answer<ImageList>(new ListImages()).Images.Single().Id.Value;
        Assert.Null(Answer<ImageInspection>(new InspectImage(new ImageReference(id))).LastTaggedAt);
        Answer<Done>(new TagImage(new ImageReference(id), new ImageReference("one")));
        DateTimeOffset? tagged = Answer<ImageInspection>(new InspectImage(new ImageReference("one"))).LastTaggedAt;
        Assert.NotNull(tagged);
        Restart();
        Assert.Equal(tagged, Answer<ImageInspection>(new InspectImage(new ImageReference("one"))).LastTaggedAt);
    }

    private sealed record LayerContent(Digest Blob, byte[] Content);

    private IActorRef Collector(TestProbe lifecycle, params ContainerView[] views) =>
        Sys.ActorOf(GcActor.Props(new GcSettings(Images, () => lifecycle, () => views, TimeSpan.FromHours(1)), new ActorStates()));

    private static ContainerView View(ContainerId id, ContainerStatus status) =>
        new(new ContainerSummary { Id = id, Name = "n", Image = "one", Status = status }, new ContainerInspection { Id = id, Name = "n", State = new ContainerStateInfo { Status = status }, Settings = new ContainerSettings { Image = new ImageReference("one") } })
        {
            LogDirectory = "",
        };

    // Holds the import up at its first byte.
    private sealed class SlowStream(byte[] content) : MemoryStream(content)
    {
        public ManualResetEventSlim Begun { get; } = new();

        public ManualResetEventSlim Go { get; } = new();

        public override int Read(Span<byte> buffer)
        {
            Begun.Set();
            Go.Wait();
            return base.Read(buffer);
        }
    }
}
