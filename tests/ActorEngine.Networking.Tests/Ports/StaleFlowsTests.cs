using System.Net;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Networking.Tests;

public sealed class StaleFlowsTests
{
    private static readonly NetworkRecord Front = Samples.Network("front", "10.5.0.0/24", 'a');
    private static readonly Endpoint Here = Samples.Attachment('1', Front, "10.5.0.2").Endpoints[0];
    private static readonly PublishedPort[] Ports = [new("0.0.0.0", 5300, 53, "udp"), new("0.0.0.0", 80, 80, "tcp")];
    private static readonly HashSet<IPAddress> Local = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2")];

    [Theory]
    [InlineData(17, "192.0.2.1", 5300, "10.5.0.2", 53, true)]
    [InlineData(17, "192.0.2.1", 5300, "10.5.0.2", 54, false)]
    [InlineData(17, "192.0.2.1", 5300, "10.5.0.3", 53, false)]
    [InlineData(17, "10.5.0.2", 53, "10.5.0.2", 53, false)]
    [InlineData(6, "192.0.2.1", 80, "10.5.0.2", 80, false)]
    public void Flows_that_were_led_to_a_container_end_with_it(int protocol, string to, int port, string answers, int answersPort, bool ends) =>
        Assert.Equal(ends, StaleFlows.LedTo(Flow(protocol, to, port, answers, answersPort), Here, Ports));

    [Theory]
    [InlineData("192.0.2.1", 5300, "192.0.2.1", true)]
    [InlineData("192.0.2.1", 5300, "10.5.0.9", true)]
    [InlineData("192.0.2.1", 5300, "10.5.0.2", false)]
    [InlineData("192.0.2.1", 5301, "192.0.2.1", false)]
    [InlineData("198.51.100.7", 5300, "198.51.100.7", false)]
    public void Flows_that_came_before_a_port_was_published_begin_anew(string to, int port, string answers, bool anew) =>
        Assert.Equal(anew, StaleFlows.CameBefore(Flow(17, to, port, answers, port), Here, Ports, Local));

    [Fact]
    public void A_port_at_one_address_has_nothing_to_do_with_another() =>
        Assert.False(StaleFlows.CameBefore(Flow(17, "192.0.2.2", 5300, "192.0.2.2", 5300), Here, [Ports[0] with { HostAddress = "192.0.2.1" }], Local));

    private static TrackedFlow Flow(int protocol, string to, int port, string answers, int answersPort) =>
        new(protocol, IPAddress.Parse("198.51.100.1"), 40_000, IPAddress.Parse(to), port, IPAddress.Parse(answers), answersPort);
}
