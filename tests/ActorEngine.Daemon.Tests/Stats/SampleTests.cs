using ActorEngine.Oci;
using ActorEngine.Stats;

namespace ActorEngine.Daemon.Tests.Stats;

public sealed class SampleTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Cpu_percent_is_that_of_the_time_between_two_samples() =>
        Assert.Equal(50, At(12, cpuSeconds: 3).CpuPercentSince(At(10, cpuSeconds: 2), Start), 6);

    [Fact]
    public void The_first_sample_counts_from_the_start_of_the_container() =>
        Assert.Equal(20, At(10, cpuSeconds: 2).CpuPercentSince(null, Start), 6);

    [Fact]
    public void A_sample_of_an_earlier_run_does_not_count() =>
        Assert.Equal(20, At(10, cpuSeconds: 2).CpuPercentSince(At(9, cpuSeconds: 100, run: 1), Start), 6);

    [Fact]
    public void Network_use_leaves_the_loopback_out()
    {
        const string text = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:     500       5    0    0    0     0          0         0      500       5    0    0    0     0       0          0
              eth0:    1000      10    0    0    0     0          0         0     2000      20    0    0    0     0       0          0
              eth1:      10       1    0    0    0     0          0         0       20       1    0    0    0     0       0          0
            """;

        Assert.Equal(new NetworkUse(1010, 2020), NetworkUse.Parse(text));
    }

    private static Sample At(int second, double cpuSeconds, int run = 2) =>
        new(Start.AddSeconds(second), run, new CgroupUsage((long)(cpuSeconds * 1e9), 0), default);
}
