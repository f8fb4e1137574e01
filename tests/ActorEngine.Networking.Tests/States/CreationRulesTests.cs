using ActorEngine.Contracts;

namespace ActorEngine.Networking.Tests;

public sealed class CreationRulesTests
{
    [Theory]
    [InlineData("bridge")]
    [InlineData("host")]
    [InlineData("none")]
    [InlineData("default")]
    public void Names_that_docker_has_are_not_given_away(string name)
    {
        Fault fault = Read(new CreateNetwork(name)).Fault!;
        Assert.Equal(FaultCode.PermissionDenied, fault.Code);
        Assert.Contains($"operation is not permitted on predefined {name} network", fault.Message);
    }

    [Fact]
    public void Reserved_addresses_are_kept_in_one_spelling()
    {
        var create = new CreateNetwork("a") { Subnet = "10.5.0.0/24", Ipv6 = true, Subnet6 = "fd00:5::/64", Attachable = true, Reserved = new Dictionary<string, string> { ["b"] = "10.5.0.9", ["c"] = "FD00:5:0::9" } };
        NetworkRecord network = Read(create).Network!;
        Assert.Equal(("10.5.0.9", "fd00:5::9", true), (network.Reserved["b"], network.Reserved["c"], network.Attachable));
    }

    [Theory]
    [InlineData("10.6.0.1")]
    [InlineData("10.5.0.255")]
    [InlineData("fd00::1")]
    [InlineData("router")]
    public void A_reserved_address_is_one_of_the_networks(string address)
    {
        var create = new CreateNetwork("a") { Subnet = "10.5.0.0/24", Reserved = new Dictionary<string, string> { ["b"] = address } };
        Assert.Equal("reserved", Read(create).Fault!.Field);
    }

    [Theory]
    [InlineData("label", "k", true)]
    [InlineData("label", "k=v", true)]
    [InlineData("label", "k=w", false)]
    [InlineData("label!", "k", false)]
    [InlineData("label!", "k=w", true)]
    [InlineData("until", "24h", true)]
    [InlineData("until", "2025-01-01T00:00:00Z", false)]
    public void A_prune_takes_labels_and_a_time(string key, string value, bool passes)
    {
        NetworkRecord network = Samples.Network("a", "10.5.0.0/24", 'a') with { Labels = new Dictionary<string, string> { ["k"] = "v" } };
        NetworkInspection view = NetworkViews.Of(network, Samples.State([network]), _ => "");
        Assert.Equal(passes, NetworkViews.PruneTest(new Filter(key, value), Samples.Time.AddDays(2))!(view));
    }

    [Theory]
    [InlineData("until", "never")]
    [InlineData("name", "a")]
    public void A_prune_takes_nothing_else(string key, string value) => Assert.Null(NetworkViews.PruneTest(new Filter(key, value), Samples.Time));

    [Fact]
    public void All_networks_are_local()
    {
        NetworkInspection view = NetworkViews.Modes[0];
        Assert.True(NetworkViews.Test(new Filter("scope", "local"))!(view));
        Assert.False(NetworkViews.Test(new Filter("scope", "swarm"))!(view));
    }

    [Fact]
    public void The_addresses_of_a_network_are_counted()
    {
        NetworkRecord network = Samples.Network("a", "10.5.0.0/24", 'a') with { Range = "10.5.0.128/25", Reserved = new Dictionary<string, string> { ["b"] = "10.5.0.200" }, Subnet6 = "fd00:5::/64", Gateway6 = "fd00:5::1" };
        IReadOnlyList<AddressUse> uses = AddressUses.Of(network, Samples.State([network], Samples.Attachment('1', network, "10.5.0.130")));
        // The first, the last, the gateway, the reserved one and the container's; of these, three are in the range.
        Assert.Equal(new AddressUse("10.5.0.0/24", 5, 125), uses[0]);
        Assert.Equal(new AddressUse("fd00:5::/64", 2, long.MaxValue), uses[1]);
    }

    private static (NetworkRecord? Network, Fault? Fault) Read(CreateNetwork create) => CreationRules.Read(create, NetworksState.Empty, Samples.Tag, Samples.Settings, Samples.Time);
}
