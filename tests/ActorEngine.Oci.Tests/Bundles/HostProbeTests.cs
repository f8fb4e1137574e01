namespace ActorEngine.Oci.Tests.Bundles;

public sealed class HostProbeTests
{
    [Theory]
    [InlineData("         0          0 4294967295", int.MaxValue)]
    [InlineData("         0       1001          1\n         1     100000      65535", 65535)]
    [InlineData("         0       1001          1", 0)]
    [InlineData("", int.MaxValue)]
    public void The_last_group_is_the_end_of_the_ids_that_begin_at_zero(string map, uint last) => Assert.Equal(last, HostProbe.ParseLastId(map));
}
