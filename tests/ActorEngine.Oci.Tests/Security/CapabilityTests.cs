namespace ActorEngine.Oci.Tests.Security;

public class CapabilityTests
{
    [Fact]
    public void The_default_is_dockers_fourteen() => Assert.Equal(14, Capability.Select([], [], false, 40).Count);

    [Fact]
    public void Privileged_is_all_that_the_kernel_knows() => Assert.Equal(38, Capability.Select([], [], true, 37).Count);

    [Fact]
    public void Dropping_all_leaves_what_is_added() => Assert.Equal(["CAP_NET_ADMIN"], Capability.Select(["net_admin"], ["all"], false, 40));

    [Fact]
    public void Adding_all_keeps_what_is_dropped_out()
    {
        IReadOnlyList<string> set = Capability.Select(["ALL"], ["cap_sys_admin"], false, 40);
        Assert.Equal(40, set.Count);
        Assert.DoesNotContain("CAP_SYS_ADMIN", set);
    }

    [Fact]
    public void Drops_go_before_adds() => Assert.Contains("CAP_CHOWN", Capability.Select(["CHOWN"], ["CHOWN"], false, 40));
}
