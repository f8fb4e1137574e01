using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

/// <summary>What is written out of the store: archives that other programs and the store itself take back.</summary>
public sealed class ArchiveWriteTests : StoreTestKit
{
    private static readonly byte[] Root = new TarBuilder().Directory("bin").File("bin/sh", "#!", mode: 0x9ed).File("etc/hosts", "x").Build();

    [Fact]
    public void A_saved_image_loads_again_with_the_same_digests_and_names()
    {
        ImageSummary image = Import(Root, "one:1");
        Answer<Done>(new TagImage(new ImageReference("one:1"), new ImageReference("localhost:5000/two:2")));
        byte[] archive = Save("one:1", "localhost:5000/two:2");
        ImageInspection before = Answer<ImageInspection>(new InspectImage(new ImageReference("one:1")));
        Answer<ImageRemoved>(new RemoveImage(new ImageReference(image.Id.Value), Force: true));
        Assert.Equal(["localhost:5000/two:2", "one:1"], Load(archive).Images.SelectMany(loaded => loaded.References).Order(StringComparer.Ordinal).Distinct());
        ImageInspection after = Answer<ImageInspection>(new InspectImage(new ImageReference("one:1")));
        Assert.Equal((before.Id, before.ManifestDigest), (after.Id, after.ManifestDigest));
        Assert.Equal(before.Layers, after.Layers);
    }

    [Fact]
    public void The_same_images_give_the_same_bytes_in_whatever_order_they_are_named()
    {
        Import(Root, "a");
        Import(new TarBuilder().File("b", "b").Build(), "b");
        Assert.Equal(Save("a", "b"), Save("b", "a", "a"));
    }

    [Fact]
    public void A_name_without_a_tag_means_all_its_tags_and_an_id_none()
    {
        ImageSummary image = Import(Root, "many:1");
        Answer<Done>(new TagImage(new ImageReference("many:1"), new ImageReference("many:2")));
        Assert.Contains("\"many:1\",\"many:2\"", Manifest(Save("many")), StringComparison.Ordinal);
        Assert.Contains("\"RepoTags\":[]", Manifest(Save(image.Id.Value)), StringComparison.Ordinal);
        Assert.Contains("\"RepoTags\":[\"many:2\"]", Manifest(Save("many:2")), StringComparison.Ordinal);
        Assert.Equal(FaultCode.NotFound, Answer<Fault>(new WriteArchive(new SaveImages([new ImageReference("none")]), new MemoryStream())).Code);
    }

    [Theory]
    [InlineData("docker-archive:saved.tar:round:1", "docker-archive:back.tar:round:1")]
    [InlineData("oci-archive:saved.tar", "oci-archive:back.tar:docker.io/library/round:1")]
    public void Skopeo_takes_a_saved_image_and_gives_it_back_with_the_same_configuration_and_diff_ids(string from, string to)
    {
        ImageSummary image = Import(Root, "round:1", new ImageConfiguration { Command = ["/bin/sh"], Environment = ["A=1"] });
        ImageInspection before = Answer<ImageInspection>(new InspectImage(new ImageReference("round:1")));
        File.WriteAllBytes(Files["saved.tar"], Save("round:1"));
        Answer<ImageRemoved>(new RemoveImage(new ImageReference("round:1")));
        Shell.Run($"skopeo --insecure-policy copy -q {from} {to}", Files.Path);
        Assert.Equal(image.Id, LoadFile(Files["back.tar"]).Images.Single().Id);
        Assert.Equal(before.Layers, Answer<ImageInspection>(new InspectImage(new ImageReference(image.Id.Value))).Layers);
    }

    [Fact]
    public void Umoci_unpacks_a_saved_image()
    {
        Import(Root, "round:1");
        File.WriteAllBytes(Files["saved.tar"], Save("round:1"));
        Shell.Run("mkdir layout; tar -C layout -xf saved.tar; umoci unpack --image layout:1 bundle", Files.Path);
        Assert.Equal("#!", File.ReadAllText(Files["bundle/rootfs/bin/sh"]));
    }

    [Fact]
    public void A_containers_file_system_is_written_whole()
    {
        Import(Root, "base");
        ContainerId container = ContainerId.New();
        SnapshotPrepared snapshot = Prepare("base", container);
        File.WriteAllText(Path.Combine(snapshot.Upper, "new"), "1");
        var output = new MemoryStream();
        Answer<StreamEnded>(new WriteTree(container, null, output));
        using var tar = new System.Formats.Tar.TarReader(new MemoryStream(output.ToArray()));
        List<string> names = [];
        while (tar.GetNextEntry() is { } entry) names.Add(entry.Name);
        Assert.Equal(["bin/", "bin/sh", "dev/", "etc/", "etc/hostname", "etc/hosts", "etc/resolv.conf", "new", "proc/", "sys/"], names);
    }

    [Fact]
    public void A_name_moves_to_the_image_that_is_tagged_with_it()
    {
        ImageSummary first = Import(Root, "x:1"), second = Import(new TarBuilder().File("b").Build(), "y:1");
        Answer<Done>(new TagImage(new ImageReference(second.Id.Value[7..19]), new ImageReference("x:1")));
        Assert.Equal(second.Id, Answer<ImageInspection>(new InspectImage(new ImageReference("x:1"))).Id);
        Assert.Empty(Answer<ImageInspection>(new InspectImage(new ImageReference(first.Id.Value))).References);
        Assert.Equal("reference", Answer<Fault>(new TagImage(new ImageReference("y:1"), new ImageReference("UPPER"))).Field);
        Assert.Equal(FaultCode.NotFound, Answer<Fault>(new TagImage(new ImageReference("none"), new ImageReference("z"))).Code);
    }

    [Fact]
    public void The_history_tells_steps_newest_first_with_the_size_of_each()
    {
        Import(Root, "base");
        HistoryEntry step = Answer<ImageHistory>(new GetImageHistory(new ImageReference("base"))).Entries.Single();
        Assert.Equal(("Imported from -", 3L, false), (step.Comment, step.Size, step.IsEmpty));
    }

    [Fact]
    public void Images_are_chosen_by_age_and_by_labels_that_they_lack()
    {
        Import(Root, "labelled", new ImageConfiguration { Labels = new Dictionary<string, string> { ["keep"] = "1" } });
        Import(Root, "plain");
        string[] Names(params Filter[] filters) => [.. Answer<ImageList>(new ListImages { Filters = filters }).Images.SelectMany(image => image.References)];
        Assert.Equal(["plain:latest"], Names(new Filter("label!", "keep")));
        Assert.Empty(Names(new Filter("until", "1h")));
        Assert.Equal(2, Names(new Filter("until", "2999-01-01T00:00:00Z")).Length);
        Assert.Equal("filters", Answer<Fault>(new ListImages { Filters = [new Filter("until", "soon")] }).Field);
    }

    private byte[] Save(params string[] names)
    {
        var output = new MemoryStream();
        Answer<StreamEnded>(new WriteArchive(new SaveImages([.. names.Select(name => new ImageReference(name))]), output));
        return output.ToArray();
    }

    private static string Manifest(byte[] archive)
    {
        using var tar = new System.Formats.Tar.TarReader(new MemoryStream(archive));
        while (tar.GetNextEntry() is { } entry)
            if (entry.Name == "manifest.json") return new StreamReader(entry.DataStream!).ReadToEnd();
        return "";
    }
}
