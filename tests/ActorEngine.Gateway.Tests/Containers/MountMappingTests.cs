using ActorEngine.Contracts;
using ActorEngine.Gateway.Containers;

namespace ActorEngine.Gateway.Tests.Containers;

public sealed class MountMappingTests
{
    [Theory]
    [InlineData("/a:/b", MountKind.Bind, "/a", "/b", false)]
    [InlineData("/a:/b:ro,z", MountKind.Bind, "/a", "/b", true)]
    [InlineData("data:/b:rw", MountKind.Volume, "data", "/b", false)]
    [InlineData("/b", MountKind.Volume, "", "/b", false)]
    public void A_bind_is_a_directory_of_the_host_or_a_volume(string text, MountKind kind, string source, string target, bool readOnly)
    {
        var mount = Bodies.Host($$"""{"Binds":["{{text}}"]}""").Mounts.Single();
        Assert.Equal((kind, source, target, readOnly, text), (mount.Kind, mount.Source, mount.Target, mount.ReadOnly, mount.Short));
        Assert.Equal(kind == MountKind.Bind, mount.CreateSource);
    }

    [Theory]
    [InlineData("1.43", ReadOnlyReach.OwnMount)]
    [InlineData("1.44", ReadOnlyReach.WherePossible)]
    public void Read_only_reaches_mounts_below_since_1_44(string version, ReadOnlyReach reach)
    {
        var settings = Bodies.Host("""{"Binds":["/a:/b:ro"],"Mounts":[{"Type":"bind","Source":"/a","Target":"/c","ReadOnly":true}]}""", version);
        Assert.All(settings.Mounts, mount => Assert.Equal(reach, mount.ReadOnlyReach));
    }

    [Fact]
    public void A_volume_of_the_configuration_gives_way_to_a_mount_at_its_place()
    {
        var settings = Bodies.Settings("""{"Image":"a","Volumes":{"/data/":{},"/more":{}},"HostConfig":{"Binds":["named:/data"]}}""");
        Assert.Equal(["/data", "/more"], settings.Mounts.Select(mount => mount.Target));
    }

    [Fact]
    public void A_file_mode_is_a_number_there_and_octal_digits_here()
    {
        var mount = Bodies.Host("""{"Mounts":[{"Type":"tmpfs","Target":"/t","TmpfsOptions":{"SizeBytes":1048576,"Mode":1023,"Options":[["noexec"],["uid","5"]]}}]}""").Mounts.Single();
        Assert.Equal((1048576L, "1777"), (mount.TmpfsSize, mount.TmpfsMode));
        Assert.Equal(["noexec", "uid=5"], mount.Options);
    }

    [Theory]
    [InlineData("size=64m,mode=1770,ro,noexec", 64L << 20, "noexec")]
    [InlineData("size=50%", null, "size=50%")]
    [InlineData("", null, "")]
    public void Tmpfs_options_are_those_of_mount(string options, long? size, string rest)
    {
        var mount = TmpfsSyntax.Of("/t", options);
        Assert.Equal((size, rest, options), (mount.TmpfsSize, string.Join(',', mount.Options), mount.Short));
    }

    [Theory]
    [InlineData("1.44", "VolumeOptions.Subpath needs API v1.45 or newer", """{"Type":"volume","Source":"v","Target":"/t","VolumeOptions":{"Subpath":"a"}}""")]
    [InlineData("1.43", "BindOptions.ReadOnlyForceRecursive needs API v1.44 or newer", """{"Type":"bind","Source":"/v","Target":"/t","ReadOnly":true,"BindOptions":{"ReadOnlyForceRecursive":true}}""")]
    [InlineData("1.47", "Mount type \"Image\" needs API v1.48 or newer", """{"Type":"image","Source":"busybox","Target":"/t"}""")]
    public void What_came_later_is_refused_to_older_clients(string version, string message, string mount) =>
        Assert.Equal((400, message), Bodies.Refused("""{"Image":"a","HostConfig":{"Mounts":[""" + mount + "]}}", version));
}
