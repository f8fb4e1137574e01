namespace ActorEngine.Oci.Tests.Security;

public class CapabilityTests
{
    private const ulong All = (1UL << 41) - 1;

    [Fact]
    public void The_default_is_dockers_fourteen() => Assert.Equal(14, Capability.Select([], [], false, All).Count);

    [Fact]
    public void Privileged_is_all_that_the_kernel_knows() => Assert.Equal(38, Capability.Select([], [], true, (1UL << 38) - 1).Count);

    [Fact]
    public void Dropping_all_leaves_what_is_added() => Assert.Equal(["CAP_NET_ADMIN"], Capability.Select(["net_admin"], ["all"], false, All));

    [Fact]
    public void Adding_all_keeps_what_is_dropped_out()
    {
        IReadOnlyList<string> set = Capability.Select(["ALL"], ["cap_sys_admin"], false, All);
        Assert.Equal(40, set.Count);
        Assert.DoesNotContain("CAP_SYS_ADMIN", set);
    }

    [Fact]
    public void Drops_go_before_adds() => Assert.Contains("CAP_CHOWN", Capability.Select(["CHOWN"], ["CHOWN"], false, All));

    [Fact]
    public void What_the_engine_lacks_cannot_be_given()
    {
        const ulong withoutChown = All & ~1UL;
        Assert.Equal(13, Capability.Select([], [], false, withoutChown).Count);
        Assert.Equal("capAdd", Requests.Refuse(Requests.Settings with { CapAdd = ["CHOWN"] }, host: Requests.Hybrid with { Capabilities = withoutChown }).Field);
    }

    [Fact]
    public void Where_devices_cannot_be_restricted_no_node_can_be_made()
    {
        BundleRequest request = Requests.Of(Requests.Settings) with { DeviceRules = false };
        Bundle bundle = BundleBuilder.Build(request).Required;
        Assert.DoesNotContain("CAP_MKNOD", bundle.Spec.Process.Capabilities!.Bounding);
        Assert.Null(bundle.Spec.Linux.Resources!.Devices);
        Assert.Contains("restrict devices", Assert.Single(bundle.Warnings));
        Assert.Equal("capAdd", BundleBuilder.Build(request with { Settings = Requests.Settings with { CapAdd = ["MKNOD"] } }).Fault!.Field);
    }
}
