using ActorEngine.Gateway.Containers;

namespace ActorEngine.Gateway.Tests.Containers;

public sealed class NetworkMappingTests
{
    [Theory]
    [InlineData("null", "null", "default", "")]
    [InlineData("\"\"", "null", "default", "")]
    [InlineData("\"bridge\"", "null", "bridge", "")]
    [InlineData("\"host\"", """{"host":{}}""", "host", "")]
    [InlineData("\"container:web\"", "null", "container:web", "")]
    [InlineData("\"none\"", """{"other":{}}""", "none", "")]
    [InlineData("\"back\"", """{"back":{}}""", "back", "")]
    [InlineData("\"back\"", """{"back":{},"front":{}}""", "back", "front")]
    [InlineData("\"default\"", """{"back":{},"front":{}}""", "back", "front")]
    [InlineData("\"default\"", """{"bridge":{},"front":{}}""", "bridge", "front")]
    [InlineData("\"default\"", """{"default":{}}""", "default", "")]
    public void The_mode_and_the_endpoints_say_which_networks_it_is_in(string mode, string endpoints, string main, string more)
    {
        var settings = Bodies.Settings($$$"""{"Image":"a","HostConfig":{"NetworkMode":{{{mode}}}},"NetworkingConfig":{"EndpointsConfig":{{{endpoints}}} } }""");
        Assert.Equal((main, more), (settings.Network, string.Join(' ', settings.MoreNetworks.Select(choice => choice.Network))));
    }

    [Fact]
    public void Each_endpoint_has_its_own_addresses_and_aliases()
    {
        var settings = Bodies.Settings("""
            {"Image":"a","HostConfig":{"NetworkMode":"back"},"NetworkingConfig":{"EndpointsConfig":{
              "back":{"IPAMConfig":{"IPv4Address":"10.5.0.9","IPv6Address":"fd00::9"},"Aliases":["db"],"MacAddress":"02:42:0a:05:00:09"},
              "front":{"Aliases":["web"]}}}}
            """);
        Assert.Equal(("10.5.0.9", "fd00::9", "02:42:0a:05:00:09", "db"), (settings.Endpoint.Address, settings.Endpoint.Address6, settings.Endpoint.MacAddress, settings.Endpoint.Aliases.Single()));
        Assert.Equal(["web"], settings.MoreNetworks.Single().Endpoint.Aliases);
    }

    [Fact]
    public void Several_networks_at_once_came_with_1_44()
    {
        const string body = """{"Image":"a","NetworkingConfig":{"EndpointsConfig":{"a":{},"b":{}}}}""";
        Assert.Equal((400, "Container cannot be created with multiple network endpoints: a, b"), Bodies.Refused(body, "1.43"));
    }

    [Theory]
    [InlineData("1.43", 0)]
    [InlineData("1.44", 1)]
    public void The_hardware_address_of_old_is_the_main_network_s(string version, int warnings)
    {
        const string body = """{"Image":"a","MacAddress":"02:42:ac:11:00:02"}""";
        Assert.Equal("02:42:ac:11:00:02", Bodies.Settings(body, version).Endpoint.MacAddress);
        Assert.Equal(warnings, ContainerMapping.Warnings(Bodies.Read(body), Bodies.Version(version)).Count());
    }
}
