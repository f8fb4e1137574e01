using ActorEngine.Stats;

namespace ActorEngine.Daemon.Tests.Stats;

public sealed class CounterReaderTests
{
    [Fact]
    public void The_host_s_time_is_that_of_all_its_processors_without_guests()
    {
        const string stat = "cpu  10 20 30 40 50 60 70 80 900 900\ncpu0 1 2 3 4 5 6 7 8 9 9\ncpu1 1 2 3 4 5 6 7 8 9 9\nintr 5\n";
        Assert.Equal((3_600_000_000L, 2), CounterReader.ParseHostCpu(stat));
    }

    [Fact]
    public void Interfaces_are_told_one_by_one_without_the_loopback()
    {
        const string text = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:    9    9    9    9    0     0          0         0     9    9    9    9    0     0       0          0
              eth0:  100   1    2    3    0     0          0         0   200   4    5    6    0     0       0          0
            """;
        var link = Assert.Single(CounterReader.ParseInterfaces(text));
        Assert.Equal(("eth0", 100L, 1L, 2L, 3L), (link.Name, link.ReceivedBytes, link.ReceivedPackets, link.ReceiveErrors, link.ReceiveDropped));
        Assert.Equal((200L, 4L, 5L, 6L), (link.SentBytes, link.SentPackets, link.SendErrors, link.SendDropped));
    }
}
