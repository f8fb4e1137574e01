using ActorEngine.Contracts;

namespace ActorEngine.Networking.Tests;

public sealed class NetworkRulesTests
{
    private static readonly NetworkRecord Bridge = Samples.Network("bridge", "10.4.0.0/24", 'd', builtIn: true), Front = Samples.Network("front", "10.5.0.0/24", 'a');
    private static readonly NetworksState State = Samples.State([Bridge, Front]);

    [Theory]
    [InlineData("bridge", "name")]
    [InlineData("no/way", "name")]
    [InlineData("front", "name")]
    public void Names_that_are_taken_or_mean_something_are_refused(string name, string field) => Assert.Equal(field, Read(new CreateNetwork(name))!.Field);

    [Theory]
    [InlineData("_front")]
    [InlineData("-front")]
    [InlineData("front of the house")]
    public void Names_may_be_as_clients_of_Docker_make_them(string name) => Assert.Null(Read(new CreateNetwork(name)));

    [Theory]
    [InlineData("org.example.note", "kept", null)]
    [InlineData("com.docker.network.enable_ipv6", "true", null)]
    [InlineData("com.docker.network.enable_ipv6", "yes", "options")]
    [InlineData("com.docker.network.bridge.no_such", "true", "options")]
    [InlineData("mtu", "1400", "options")]
    public void Options_of_others_are_notes_and_mistakes_are_refused(string key, string value, string? field) =>
        Assert.Equal(field, Read(new CreateNetwork("back") { Options = new Dictionary<string, string> { [key] = value } })?.Field);

    [Fact]
    public void IPv6_may_be_asked_for_by_an_option() =>
        Assert.True(DriverOptions.WantsSix(new CreateNetwork("back") { Options = new Dictionary<string, string> { ["com.docker.network.enable_ipv6"] = "true" } }));

    [Theory]
    [InlineData("10.5.0.128/25", null, null, "subnet")]
    [InlineData("10.9.0.1/24", null, null, "subnet")]
    [InlineData(null, "10.9.0.1", null, "subnet")]
    [InlineData("10.9.0.0/24", "10.8.0.1", null, "gateway")]
    [InlineData("10.9.0.0/24", "10.9.0.0", null, "gateway")]
    [InlineData("10.9.0.0/24", null, "10.8.0.0/25", "range")]
    [InlineData("10.9.0.0/24", "10.9.0.254", "10.9.0.128/25", null)]
    public void Addresses_that_do_not_fit_name_the_field(string? subnet, string? gateway, string? range, string? field) =>
        Assert.Equal(field, Read(new CreateNetwork("back") { Subnet = subnet, Gateway = gateway, Range = range })?.Field);

    [Theory]
    [InlineData("fd00:5::/64", null, null, null)]
    [InlineData("fd00:5::/64", "fd00:5::ff", "fd00:5::100/120", null)]
    [InlineData("fd00:5::1/64", null, null, "subnet6")]
    [InlineData("10.9.0.0/24", null, null, "subnet6")]
    [InlineData("fd00:4::/80", null, null, "subnet6")]
    [InlineData("fd00:5::/64", "fd00:6::1", null, "gateway6")]
    [InlineData("fd00:5::/64", null, "fd00:6::/80", "range6")]
    public void Addresses_of_IPv6_that_do_not_fit_name_the_field(string? subnet, string? gateway, string? range, string? field)
    {
        NetworksState state = State.Apply(new NetworkMadeEvent(Samples.Network("wide", "10.6.0.0/24", 'c') with { Subnet6 = "fd00:4::/64", Gateway6 = "fd00:4::1" }));
        var create = new CreateNetwork("back") { Ipv6 = true, Subnet6 = subnet, Gateway6 = gateway, Range6 = range };
        Assert.Equal(field, CreationRules.Read(create, state, Samples.Tag, Samples.Settings, Samples.Time).Fault?.Field);
        Assert.Equal("ipv6", Read(create with { Ipv6 = false })!.Field);
    }

    [Fact]
    public void A_network_that_is_to_have_IPv6_gets_addresses_of_both_families()
    {
        (NetworkRecord? network, _) = CreationRules.Read(new CreateNetwork("back") { Ipv6 = true }, State, Samples.Tag, Samples.Settings, Samples.Time);
        (network, _) = SubnetPlan.Complete(network!, true, Samples.Settings, [Subnet.Parse("fd01:23ab:cd45::/64")!.Value]);
        Assert.Equal(("172.24.0.1", "fd01:23ab:cd45:1::/64", "fd01:23ab:cd45:1::1"), (network!.Gateway, network.Subnet6, network.Gateway6));
        SubnetPool[] pools = [new("fd77::/48", 56)];
        Assert.Equal("fd77::/56", SubnetPlan.Complete(network with { Subnet6 = "", Gateway6 = "" }, true, Samples.Settings with { Pools = pools }, []).Network!.Subnet6);
    }

    [Theory]
    [InlineData("parent=eth1", null)]
    [InlineData("parent=eth1 macvlan_mode=private com.docker.network.driver.mtu=1400", null)]
    [InlineData("", "options")]
    [InlineData("parent=a/b", "options")]
    [InlineData("parent=eth1 macvlan_mode=loud", "options")]
    [InlineData("parent=eth1 com.docker.network.bridge.enable_icc=false", "options")]
    public void A_macvlan_shares_a_link_of_the_host(string options, string? field)
    {
        var create = new CreateNetwork("lan") { Driver = "macvlan", Options = options.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(option => option.Split('=')[0], option => option.Split('=')[1]) };
        (NetworkRecord? network, Fault? fault) = CreationRules.Read(create, State, Samples.Tag, Samples.Settings, Samples.Time);
        Assert.Equal(field, fault?.Field);
        if (network is null) return;
        Assert.Equal(("eth1", "", false), (network.Parent, network.Bridge, network.IsBridge));
        Assert.Equal("", FirewallScript.Add(Samples.Tag, network));
    }

    [Fact]
    public void Several_networks_are_given_at_once_each_once()
    {
        static NetworkChoice[] More(params string[] names) => [.. names.Select(name => new NetworkChoice(name))];
        Assert.Null(NetworkRules.Check(Samples.Container("front") with { MoreNetworks = More("bridge") }, State));
        Assert.Equal("moreNetworks", NetworkRules.Check(Samples.Container("front") with { MoreNetworks = More("bridge", "front") }, State)!.Field);
        Assert.Equal("moreNetworks", NetworkRules.Check(Samples.Container("front") with { MoreNetworks = More("host") }, State)!.Field);
        Assert.Equal("moreNetworks", NetworkRules.Check(Samples.Container("host") with { MoreNetworks = More("front") }, State)!.Field);
        Assert.Equal(FaultCode.NotFound, NetworkRules.Check(Samples.Container("front") with { MoreNetworks = More("nowhere") }, State)!.Code);
        Assert.Equal("moreNetworks.address", NetworkRules.Check(Samples.Container("front") with { MoreNetworks = [new NetworkChoice("bridge") { Endpoint = new EndpointSettings { Address = "10.4.0.9" } }] }, State)!.Field);
    }

    [Fact]
    public void Driver_options_are_read_and_unknown_ones_refused()
    {
        var create = new CreateNetwork("back") { Options = new Dictionary<string, string> { ["com.docker.network.bridge.enable_icc"] = "false", ["com.docker.network.driver.mtu"] = "1400" } };
        NetworkRecord network = CreationRules.Read(create, State, Samples.Tag, Samples.Settings, Samples.Time).Network!;
        Assert.True(network.Apart);
        Assert.Equal(1400, network.Mtu);
        Assert.Equal("options", Read(new CreateNetwork("back") { Options = new Dictionary<string, string> { ["colour"] = "red" } })!.Field);
    }

    [Fact]
    public void A_container_names_a_network_that_exists() => Assert.Equal(FaultCode.NotFound, NetworkRules.Check(Samples.Container("nowhere"), State)!.Code);

    [Theory]
    [InlineData("bridge", "10.4.0.9")]
    [InlineData("front", "10.4.0.9")]
    [InlineData("front", "10.5.0.1")]
    [InlineData("front", "10.5.0.255")]
    [InlineData("none", "10.5.0.9")]
    public void An_address_that_the_network_cannot_give_is_refused(string network, string address) =>
        Assert.Equal(FaultCode.InvalidArgument, NetworkRules.Check(Samples.Container(network) with { Endpoint = new EndpointSettings { Address = address } }, State)!.Code);

    [Fact]
    public void Ports_need_a_network()
    {
        var port = new PortMapping(80) { HostPort = 8080 };
        Assert.Equal("ports", NetworkRules.Check(Samples.Container("container:web", port), State)!.Field);
        // As with Docker they lead nowhere there, and are no fault.
        Assert.Null(NetworkRules.Check(Samples.Container("none", port), State));
        Assert.Null(NetworkRules.Check(Samples.Container("host", port), State));
        // It may be connected with a network that leads out before it starts.
        Assert.Null(NetworkRules.Check(Samples.Container("vault", port), State.Apply(new NetworkMadeEvent(Samples.Network("vault", "10.6.0.0/24", 'b') with { Internal = true }))));
        Assert.Null(NetworkRules.Check(Samples.Container("bridge", port), State));
        Assert.Contains("has no IPv6", NetworkRules.Check(Samples.Container("bridge", port with { HostAddress = "::1" }), State)!.Message);
        Assert.Contains("has no IPv6", NetworkRules.Check(Samples.Container("front") with { Endpoint = new EndpointSettings { Address6 = "fd00::9" } }, State)!.Message);
        Assert.Equal("ports", NetworkRules.Check(Samples.Container("bridge", port with { Protocol = "icmp" }), State)!.Field);
        Assert.Equal("ports", NetworkRules.Check(Samples.Container("bridge", port with { HostPort = 9000, HostPortEnd = 8000 }), State)!.Field);
    }

    private static Fault? Read(CreateNetwork create) => CreationRules.Read(create, State, Samples.Tag, Samples.Settings, Samples.Time).Fault;
}
