using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci.Tests;

public sealed class MountStageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("aestage").FullName;
    private readonly string stage, rootfs, volume;

    public MountStageTests()
    {
        stage = Path.Combine(folder, "stage");
        rootfs = Directory.CreateDirectory(Path.Combine(folder, "rootfs")).FullName;
        volume = Directory.CreateDirectory(Path.Combine(folder, "volume")).FullName;
    }

    public void Dispose()
    {
        MountStage.Clear(stage);
        TreeRemoval.Remove(folder);
    }

    [Fact]
    public void A_plain_mount_is_told_by_its_path_and_nothing_is_mounted()
    {
        File.CreateSymbolicLink(Path.Combine(rootfs, "data"), "/var/lib/../data");
        using MountStage built = Build(Volume("/data/x"));
        Assert.Equal(("/var/data/x", volume), (built.Mounts[0].Target, built.Mounts[0].Source));
        Assert.False(Directory.Exists(stage));
    }

    [Fact]
    public void A_subpath_is_mounted_by_descriptor_and_cannot_lead_out()
    {
        Directory.CreateDirectory(Path.Combine(volume, "sub"));
        File.WriteAllText(Path.Combine(volume, "sub/file"), "inner");
        File.CreateSymbolicLink(Path.Combine(volume, "evil"), "../../../../../../../../etc");
        using (MountStage built = Build(Volume("/data") with { SubPath = "sub" }))
        {
            Assert.Equal("inner", File.ReadAllText(Path.Combine(built.Mounts[0].Source, "file")));
            Assert.Null(SettingsValidator.Check(Requests.Settings with { Mounts = built.Mounts }));
        }

        Assert.False(Directory.Exists(stage));
        Assert.Contains("there is no evil", Refused(Volume("/data") with { SubPath = "evil" }).Message);
        Assert.Equal((FaultCode.NotFound, "mounts"), (Refused(Volume("/data") with { SubPath = "nothing" }).Code, Refused(Volume("/data") with { SubPath = "nothing" }).Field));
    }

    [Fact]
    public void A_mount_in_a_mount_is_part_of_it_and_keeps_its_own_access()
    {
        string inner = Directory.CreateDirectory(Path.Combine(folder, "inner")).FullName;
        File.WriteAllText(Path.Combine(inner, "file"), "inner");
        using MountStage built = Build(Volume("/data"), new MountSettings(MountKind.Bind, "/data/a/b") { Source = inner, ReadOnly = true });
        MountSettings told = Assert.Single(built.Mounts);
        Assert.Equal("inner", File.ReadAllText(Path.Combine(told.Source, "a/b/file")));
        Assert.Throws<IOException>(() => File.WriteAllText(Path.Combine(told.Source, "a/b/new"), ""));
        File.WriteAllText(Path.Combine(told.Source, "a/new"), "");
        Assert.True(File.Exists(Path.Combine(volume, "a/new")));
    }

    [Fact]
    public void A_link_in_a_shared_volume_does_not_move_a_mount_out_of_it()
    {
        File.CreateSymbolicLink(Path.Combine(volume, "b"), folder + "/victim");
        using MountStage built = Build(Volume("/data"), new MountSettings(MountKind.Bind, "/data/b/c") { Source = rootfs });
        Assert.Single(built.Mounts);
        Assert.False(Directory.Exists(Path.Combine(folder, "victim")));
    }

    [Fact]
    public void Of_two_that_links_lead_to_one_place_the_one_asked_for_first_is_seen()
    {
        File.CreateSymbolicLink(Path.Combine(rootfs, "alias"), "/data");
        using MountStage built = Build(Volume("/data"), new MountSettings(MountKind.Bind, "/alias") { Source = rootfs }, new MountSettings(MountKind.Bind, "/alias/deep") { Source = rootfs });
        Assert.True(Directory.Exists(Path.Combine(Assert.Single(built.Mounts).Source, "deep/data")));
        Assert.True(Directory.Exists(Path.Combine(volume, "deep")));
    }

    [Fact]
    public void A_part_of_a_volume_stands_in_another_mount()
    {
        string inner = Directory.CreateDirectory(Path.Combine(folder, "inner/sub")).FullName;
        File.WriteAllText(Path.Combine(inner, "file"), "part");
        using MountStage built = Build(Volume("/data"), new MountSettings(MountKind.Volume, "/data/at") { Source = Path.Combine(folder, "inner"), SubPath = "sub" });
        Assert.Equal("part", File.ReadAllText(Path.Combine(Assert.Single(built.Mounts).Source, "at/file")));
    }

    [Fact]
    public void No_place_is_made_in_a_mount_that_is_read_only() =>
        Assert.Contains("read-only", Refused(Volume("/data") with { ReadOnly = true }, new MountSettings(MountKind.Bind, "/data/b") { Source = rootfs }).Message);

    [Fact]
    public void An_image_is_shown_read_only()
    {
        string layer = Directory.CreateDirectory(Path.Combine(folder, "layer")).FullName;
        File.WriteAllText(Path.Combine(layer, "file"), "image");
        var mount = new PreparedMount(new MountSettings(MountKind.Image, "/x") { Source = "busybox" }) { Layers = [layer, volume] };
        using MountStage built = MountStage.Build(stage, rootfs, [mount]).Required;
        Assert.Equal("image", File.ReadAllText(Path.Combine(built.Mounts[0].Source, "file")));
        Assert.Throws<IOException>(() => File.WriteAllText(Path.Combine(built.Mounts[0].Source, "file"), ""));
        Assert.True(built.Mounts[0].ReadOnly);
    }

    [Fact]
    public void Read_only_reaches_mounts_below_as_far_as_it_is_to()
    {
        string below = Directory.CreateDirectory(Path.Combine(volume, "below")).FullName;
        Mounts.Mount("x", below, "tmpfs", MountFlags.None);
        try
        {
            Directory.CreateDirectory(Path.Combine(volume, "at"));
            // In another mount, so that the stage makes it.
            MountSettings bind = new(MountKind.Bind, "/data/at") { Source = volume, ReadOnly = true };
            using (MountStage all = Build(Volume("/data"), bind)) Assert.Throws<IOException>(() => File.WriteAllText(Path.Combine(all.Mounts[0].Source, "at/below/file"), ""));
            using (MountStage own = Build(Volume("/data"), bind with { ReadOnlyReach = ReadOnlyReach.OwnMount })) File.WriteAllText(Path.Combine(own.Mounts[0].Source, "at/below/file"), "");
        }
        finally
        {
            Mounts.Unmount(below);
        }
    }

    [Fact]
    public void A_propagation_that_the_source_does_not_have_is_refused()
    {
        Mounts.Mount("x", volume, "tmpfs", MountFlags.None);
        try
        {
            Mounts.Mount(null, volume, null, MountFlags.Private);
            Assert.Contains("not a shared mount", Refused(Volume("/data") with { Kind = MountKind.Bind, Propagation = "rshared" }).Message);
            Mounts.Mount(null, volume, null, MountFlags.Shared);
            using MountStage built = Build(Volume("/data") with { Kind = MountKind.Bind, Propagation = "rshared" });
            Assert.Equal("rshared", built.Mounts[0].Propagation);
        }
        finally
        {
            Mounts.Unmount(volume);
        }
    }

    [Fact]
    public void What_a_stage_left_is_cleared_and_nothing_that_stood_on_it_is_touched()
    {
        Directory.CreateDirectory(Path.Combine(volume, "sub"));
        File.WriteAllText(Path.Combine(volume, "sub/file"), "kept");
        Build(Volume("/data") with { SubPath = "sub" });
        MountStage.Clear(stage);
        Assert.False(Directory.Exists(stage));
        Assert.DoesNotContain(MountTable.Read(), mount => mount.MountPoint.StartsWith(stage, StringComparison.Ordinal));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(volume, "sub/file")));
    }

    private static MountSettings Volume(string target) => new(MountKind.Volume, target) { Source = "data" };

    private MountStage Build(params MountSettings[] mounts) => Try(mounts).Required;

    private Fault Refused(params MountSettings[] mounts) => Try(mounts).Fault!;

    private Outcome<MountStage> Try(MountSettings[] mounts) =>
        MountStage.Build(stage, rootfs, [.. mounts.Select(mount => new PreparedMount(mount) { HostPath = mount.Source is "data" ? volume : mount.Source })]);
}
