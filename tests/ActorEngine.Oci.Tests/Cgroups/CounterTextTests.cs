using ActorEngine.Contracts;

namespace ActorEngine.Oci.Tests.Cgroups;

public sealed class CounterTextTests
{
    [Fact]
    public void Names_and_numbers_are_read_and_no_limit_is_the_largest_number()
    {
        var values = CounterText.Keyed("cache 4096\nhierarchical_memory_limit 18446744073709551615\nbroken\n");
        Assert.Equal((2, 4096, long.MaxValue), (values.Count, values["cache"], values["hierarchical_memory_limit"]));
    }

    [Fact]
    public void Block_counters_of_version_1_come_without_their_sum() =>
        Assert.Equal([new BlockCounter(8, 0, "Read", 4096), new BlockCounter(8, 0, "Write", 0)], CounterText.Service("8:0 Read 4096\n8:0 Write 0\nTotal 4096\n"));

    [Fact]
    public void Block_counters_of_version_2_are_taken_apart()
    {
        var (bytes, operations) = CounterText.IoStat("8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5\n\n");
        Assert.Equal([new BlockCounter(8, 0, "read", 1), new BlockCounter(8, 0, "write", 2)], bytes);
        Assert.Equal([new BlockCounter(8, 0, "read", 3), new BlockCounter(8, 0, "write", 4)], operations);
    }
}
