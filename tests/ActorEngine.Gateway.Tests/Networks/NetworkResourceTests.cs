using ActorEngine.Contracts;
using ActorEngine.Gateway.Networks;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Tests.Networks;

public sealed class NetworkResourceTests
{
    private static readonly NetworkInspection Network = new()
    {
        Id = new NetworkId(new string('1', 64)),
        Name = "back",
        Driver = "bridge",
        CreatedAt = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
        Internal = true,
        Attachable = true,
        Subnet = "10.5.0.0/24",
        Range = "10.5.0.128/25",
        Gateway = "10.5.0.1",
        Subnet6 = "fd00:5::/64",
        Gateway6 = "fd00:5::1",
        Reserved = new Dictionary<string, string> { ["router"] = "10.5.0.200", ["other"] = "fd00:5::99" },
        Labels = new Dictionary<string, string> { ["k"] = "v" },
        Options = new Dictionary<string, string> { ["com.docker.network.driver.mtu"] = "1400" },
        Members = [new NetworkMember(new ContainerId(new string('2', 64)), "web", "10.5.0.129/24", "02:42:0a:05:00:81") { Address6 = "fd00:5::2/64" }],
        Allocations = [new AddressUse("10.5.0.0/24", 5, 126), new AddressUse("fd00:5::/64", 4, long.MaxValue)],
    };

    [Theory]
    [InlineData("1.24")]
    [InlineData("1.47")]
    [InlineData("1.52")]
    public void An_inspection_has_the_fields_of_its_version(string version) => GoldenFile.Check($"inspect-{version}.json", Json(NetworkResource.Of(Network, Version(version))));

    [Theory]
    [InlineData("1.24", true)]
    [InlineData("1.28", false)]
    public void Rows_had_containers_before_1_28(string version, bool members) =>
        Assert.Equal(members ? 1 : 0, Assert.IsType<Fields>(NetworkResource.Row(Network, Version(version))["Containers"]).Count);

    [Fact]
    public void A_row_of_the_newest_version_has_none() => Assert.False(NetworkResource.Row(Network, ApiVersion.Newest).TryGet("Containers", out _));

    [Fact]
    public void Every_field_that_the_description_names_is_there() => Assert.Superset(
        new HashSet<string> { "Name", "Id", "Created", "Scope", "Driver", "EnableIPv4", "EnableIPv6", "IPAM", "Internal", "Attachable", "Ingress", "ConfigFrom", "ConfigOnly", "Options", "Labels", "Containers", "Status" },
        NetworkResource.Of(Network, ApiVersion.Newest).Names.ToHashSet());

    private static string Json(object value) => FieldsJson.Write(value, indented: true) + "\n";

    private static ApiVersion Version(string text) => ApiVersion.TryParse(text, out var version) ? version : throw new FormatException(text);
}
