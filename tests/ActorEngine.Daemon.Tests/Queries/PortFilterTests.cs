using ActorEngine.Contracts;

namespace ActorEngine.Daemon.Tests.Queries;

public sealed class PortFilterTests
{
    private static readonly ContainerSummary Row = new()
    {
        Id = new ContainerId("aaaa"), Name = "web", Image = "busybox", Ports = [new PublishedPort("0.0.0.0", 8080, 80, "tcp"), new PublishedPort("", 0, 53, "udp")],
    };

    [Theory]
    [InlineData("publish", "8080", true)]
    [InlineData("publish", "8000-8100/tcp", true)]
    [InlineData("publish", "80", false)]
    [InlineData("publish", "8080/udp", false)]
    [InlineData("expose", "80/tcp", true)]
    [InlineData("expose", "53/udp", true)]
    [InlineData("expose", "53", false)]
    public void Publish_looks_at_the_host_s_port_and_expose_at_the_container_s(string key, string value, bool matches) =>
        Assert.Equal(matches, PortFilter.TryParse(new Filter(key, value))!.Matches(Row));

    [Theory]
    [InlineData("")]
    [InlineData("http")]
    [InlineData("0")]
    [InlineData("90-80")]
    [InlineData("80/tcp/udp")]
    public void What_is_no_port_is_none(string value) => Assert.Null(PortFilter.TryParse(new Filter("publish", value)));
}
