using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci.Tests.Bundles;

public class MountComposerTests
{
    [Fact]
    public void A_users_mount_takes_the_place_of_the_engines()
    {
        IReadOnlyList<MountSpec> mounts = Mounts(new(MountKind.Tmpfs, "/dev/shm") { TmpfsSize = 9 }, new(MountKind.Bind, "/etc/hosts") { Source = "/my/hosts" });
        Assert.Equal(["noexec", "nosuid", "nodev", "size=9"], Assert.Single(mounts, mount => mount.Destination == "/dev/shm").Options);
        Assert.Equal("/my/hosts", Assert.Single(mounts, mount => mount.Destination == "/etc/hosts").Source);
    }

    [Fact]
    public void A_users_dev_takes_all_below_it_along() =>
        Assert.DoesNotContain(Mounts(new MountSettings(MountKind.Bind, "/dev") { Source = "/dev" }), mount => mount.Destination.StartsWith("/dev/", StringComparison.Ordinal));

    [Fact]
    public void Outer_mounts_come_before_inner_ones()
    {
        IReadOnlyList<MountSpec> mounts = Mounts(new(MountKind.Tmpfs, "/a/b/c"), new(MountKind.Tmpfs, "/a"), new(MountKind.Tmpfs, "/a/b"));
        Assert.Equal(["/a", "/a/b", "/a/b/c"], mounts.Select(mount => mount.Destination).Where(path => path.StartsWith("/a", StringComparison.Ordinal)));
    }

    [Fact]
    public void Tmpfs_options_of_the_user_overrule_the_cautious_ones() =>
        Assert.Equal(["nosuid", "nodev", "exec", "uid=7"], Mounts(new MountSettings(MountKind.Tmpfs, "/t") { Options = ["exec", "uid=7"] }).Single(mount => mount.Destination == "/t").Options);

    [Theory]
    [InlineData("rshared", "shared")]
    [InlineData("slave", "slave")]
    [InlineData("rprivate", null)]
    public void The_root_follows_the_propagation_of_binds(string propagation, string? root) =>
        Assert.Equal(root, Requests.Build(Requests.Settings with { Mounts = [new(MountKind.Bind, "/a") { Source = "/a", Propagation = propagation }] }).Spec.Linux.RootfsPropagation);

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    public void Devices_below_binds_are_dead_where_the_runtime_cannot_restrict_them(bool rules, bool privileged, bool dead)
    {
        ContainerSettings settings = Requests.Settings with { Privileged = privileged, Mounts = [new(MountKind.Bind, "/a") { Source = "/a" }] };
        Bundle bundle = BundleBuilder.Build(Requests.Of(settings) with { DeviceRules = rules }).Required;
        Assert.Equal(dead, bundle.Spec.Mounts.Single(mount => mount.Destination == "/a").Options.Contains("nodev"));
    }

    private static IReadOnlyList<MountSpec> Mounts(params MountSettings[] mounts) => Requests.Build(Requests.Settings with { Mounts = mounts }).Spec.Mounts;
}
