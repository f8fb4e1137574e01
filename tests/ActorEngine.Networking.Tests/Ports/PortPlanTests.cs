using ActorEngine.Contracts;

namespace ActorEngine.Networking.Tests;

public sealed class PortPlanTests
{
    private int next = 40_000;
    private ChoosyPorts host = new(_ => true);

    [Fact]
    public void A_conflict_names_who_holds_the_port()
    {
        (_, Fault? fault) = Choose([new PortMapping(80) { HostPort = 8080 }], held: [new HeldPort("web", new PublishedPort("0.0.0.0", 8080, 80, "tcp"))]);
        Assert.Equal(FaultCode.Conflict, fault!.Code);
        Assert.Contains("Port 8080/tcp is held by container web", fault.Message);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", "tcp", true)]
    [InlineData("192.0.2.1", "192.0.2.2", "tcp", false)]
    [InlineData("0.0.0.0", "192.0.2.2", "tcp", true)]
    [InlineData("192.0.2.1", "0.0.0.0", "tcp", true)]
    [InlineData("0.0.0.0", "0.0.0.0", "udp", false)]
    [InlineData("0.0.0.0", "::", "tcp", false)]
    [InlineData("::1", "::", "tcp", true)]
    [InlineData("::1", "0:0:0:0:0:0:0:1", "tcp", true)]
    public void Every_address_collides_with_each_and_protocols_do_not(string mine, string other, string protocol, bool collides)
    {
        (_, Fault? fault) = Choose([new PortMapping(80) { HostPort = 8080, HostAddress = mine }], held: [new HeldPort("web", new PublishedPort(Ip.Canonical(other), 8080, 80, protocol))], six: true);
        Assert.Equal(collides, fault is not null);
    }

    [Fact]
    public void A_port_of_another_program_is_said_to_be_in_use()
    {
        (_, Fault? fault) = Choose([new PortMapping(80) { HostPort = 8080 }], take: _ => false);
        Assert.Contains("in use by another program", fault!.Message);
    }

    [Fact]
    public void Of_a_range_the_first_free_one_is_taken()
    {
        (IReadOnlyList<PublishedPort> ports, _) = Choose(
            [new PortMapping(80) { HostPort = 8000, HostPortEnd = 8003 }], held: [new HeldPort("web", new PublishedPort("0.0.0.0", 8000, 80, "tcp"))], take: port => port.HostPort != 8001);
        Assert.Equal(8002, Assert.Single(ports).HostPort);
    }

    [Fact]
    public void Any_port_goes_on_after_the_last_one_and_begins_anew_at_the_end()
    {
        (IReadOnlyList<PublishedPort> ports, _) = Choose([new PortMapping(80), new PortMapping(81), new PortMapping(82)], random: (40_000, 40_002));
        Assert.Equal([40_000, 40_001, 40_002], ports.Select(port => port.HostPort));
        (ports, _) = Choose([new PortMapping(80)], random: (40_000, 40_002));
        Assert.Equal(40_000, Assert.Single(ports).HostPort);
    }

    [Fact]
    public void A_port_that_is_published_twice_is_refused()
    {
        (IReadOnlyList<PublishedPort> taken, Fault? fault) = Choose([new PortMapping(80) { HostPort = 8080 }, new PortMapping(81) { HostPort = 8080 }]);
        Assert.Contains("twice", fault!.Message);
        Assert.Single(taken);
    }

    [Fact]
    public void A_container_with_IPv6_has_one_port_at_all_addresses_of_both_families()
    {
        (IReadOnlyList<PublishedPort> ports, _) = Choose([new PortMapping(80)], take: port => port != new PublishedPort("::", 40_000, 80, "tcp"), six: true);
        Assert.Equal([("0.0.0.0", 40_001), ("::", 40_001)], ports.Select(port => (port.HostAddress, port.HostPort)));
        Assert.Equal(ports, host.Taken);
    }

    [Fact]
    public void A_container_without_IPv6_has_no_port_at_an_address_of_it()
    {
        Assert.Equal("0.0.0.0", Assert.Single(Choose([new PortMapping(80)]).Ports).HostAddress);
        Assert.Contains("no address of IPv6", Choose([new PortMapping(80) { HostAddress = "::1" }]).Fault!.Message);
    }

    [Fact]
    public void All_exposed_ports_are_published_but_those_that_are_published_by_name()
    {
        ContainerSettings settings = Samples.Container("bridge", new PortMapping(80) { HostPort = 8080 }) with { PublishAll = true, ExposedPorts = ["53/udp", "90-91"] };
        Assert.Equal([(80, "tcp"), (53, "udp"), (90, "tcp"), (91, "tcp"), (443, "tcp")], PortPlan.All(settings, ["80/tcp", "443"]).Select(port => (port.ContainerPort, port.Protocol)));
    }

    [Theory]
    [InlineData("127.0.0.1", 39_871)]
    [InlineData("::1", 39_871)]
    [InlineData("::", 39_872)]
    public void Ports_of_the_host_are_kept_from_other_programs(string address, int number)
    {
        using var first = new PortHolder();
        using var second = new PortHolder();
        Assert.True(first.Take(new PublishedPort("0.0.0.0", 39_872, 80, "tcp")));
        var port = new PublishedPort(address, number, 80, "tcp");
        Assert.True(first.Take(port));
        Assert.False(second.Take(port));
        first.Release(port);
        Assert.True(second.Take(port));
    }

    private (IReadOnlyList<PublishedPort> Ports, Fault? Fault) Choose(
        PortMapping[] wanted, HeldPort[]? held = null, Func<PublishedPort, bool>? take = null, (int, int)? random = null, bool six = false) =>
        PortPlan.Choose(wanted, new HostAddresses("", six), held ?? [], random ?? (40_000, 40_100), host = new ChoosyPorts(take ?? (_ => true)), ref next);

    private sealed class ChoosyPorts(Func<PublishedPort, bool> free) : IPortHolder
    {
        public List<PublishedPort> Taken { get; } = [];

        public bool Take(PublishedPort port)
        {
            if (!free(port)) return false;
            Taken.Add(port);
            return true;
        }

        public bool Keep(PublishedPort port) => Take(port);

        public void Release(PublishedPort port) => Taken.Remove(port);

        public IReadOnlyList<string> Check() => [];
    }
}
