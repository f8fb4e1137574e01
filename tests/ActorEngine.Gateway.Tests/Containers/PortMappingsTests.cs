namespace ActorEngine.Gateway.Tests.Containers;

public sealed class PortMappingsTests
{
    [Theory]
    [InlineData("""{"80/tcp":[{"HostIp":"","HostPort":"8080"}]}""", "8080-0:80/tcp")]
    [InlineData("""{"80":[{"HostPort":"0"}]}""", "0-0:80/tcp")]
    [InlineData("""{"53/udp":[{"HostIp":"127.0.0.1","HostPort":"5300-5310"}]}""", "127.0.0.1 5300-5310:53/udp")]
    [InlineData("""{"80/tcp":null}""", "0-0:80/tcp")]
    [InlineData("""{"80/tcp":[{"HostPort":"1"},{"HostPort":"2"}]}""", "1-0:80/tcp 2-0:80/tcp")]
    public void Bindings_are_ports_of_the_host_for_one_of_the_container(string bindings, string expected)
    {
        var ports = Bodies.Host($$"""{"PortBindings":{{bindings}}}""").Ports;
        Assert.Equal(expected, string.Join(' ', ports.Select(port => $"{port.HostAddress} {port.HostPort}-{port.HostPortEnd}:{port.ContainerPort}/{port.Protocol}".TrimStart())));
    }

    [Fact]
    public void Exposed_ports_keep_their_ranges() =>
        Assert.Equal(["80/tcp", "3000-3005/udp"], Bodies.Settings("""{"Image":"a","ExposedPorts":{"80":{},"3000-3005/udp":{}}}""").ExposedPorts);
}
