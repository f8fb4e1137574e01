namespace ActorEngine.Networking.Tests;

public sealed class AddressPoolTests
{
    private static readonly Subnet Net = Subnet.Parse("10.5.0.0/29")!.Value;

    [Theory]
    [InlineData("10.5.0.0/24", true)]
    [InlineData("10.5.0.1/24", false)]
    [InlineData("10.5.0.0/33", false)]
    [InlineData("10.5.0.0", false)]
    [InlineData("10.5.0/24", false)]
    [InlineData("fd00::/64", true)]
    [InlineData("fd00::1/64", false)]
    [InlineData("fd00::/129", false)]
    [InlineData("::ffff:10.5.0.0/120", false)]
    [InlineData("fe80::%1/64", false)]
    [InlineData("", false)]
    public void A_subnet_is_its_first_address_and_a_length(string text, bool good) => Assert.Equal(good, Subnet.Parse(text) is not null);

    [Fact]
    public void A_subnet_prints_as_it_was_written() => Assert.Equal("172.24.16.0/20", Subnet.Parse("172.24.16.0/20").ToString());

    [Fact]
    public void Neither_the_first_nor_the_last_address_of_a_subnet_is_given()
    {
        var given = new List<Ip>();
        while (AddressPool.Next(Net, Net, given.Count > 0 ? given[^1] : null, given.Contains) is { } next) given.Add(next);
        Assert.Equal(["10.5.0.1", "10.5.0.2", "10.5.0.3", "10.5.0.4", "10.5.0.5", "10.5.0.6"], given.Select(address => address.ToString()));
    }

    [Fact]
    public void An_address_that_was_just_let_go_is_the_last_to_be_given_again()
    {
        Ip second = Ip.Parse("10.5.0.2")!.Value;
        Assert.Equal("10.5.0.3", AddressPool.Next(Net, Net, second, address => address == Net.First).ToString());
        Assert.Equal("10.5.0.2", AddressPool.Next(Net, Net, Net.Last, address => address == Net.First).ToString());
    }

    [Fact]
    public void Addresses_come_from_the_range_where_there_is_one()
    {
        var range = Subnet.Parse("10.5.0.4/31")!.Value;
        Assert.Equal("10.5.0.4", AddressPool.Next(Net, range, null, _ => false).ToString());
        Assert.Null(AddressPool.Next(Net, range, null, address => range.Contains(address)));
    }

    [Fact]
    public void The_next_subnet_overlaps_nothing_that_is_taken()
    {
        SubnetPool[] pools = [new("10.196.0.0/22", 24), new("10.9.0.0/24", 24)];
        Subnet[] taken = [Subnet.Parse("10.196.0.0/24")!.Value, Subnet.Parse("10.196.2.128/25")!.Value];
        Assert.Equal("10.196.1.0/24", AddressPool.NextSubnet(pools, taken).ToString());
        Assert.Equal("10.9.0.0/24", AddressPool.NextSubnet(pools, [Subnet.Parse("10.196.0.0/16")!.Value]).ToString());
        Assert.Null(AddressPool.NextSubnet(pools, [Subnet.Parse("10.0.0.0/8")!.Value]));
    }

    [Fact]
    public void Subnets_of_a_family_come_from_its_pools_and_what_is_in_the_way_is_leapt_over()
    {
        SubnetPool[] pools = [new("10.196.0.0/22", 24), new("fd00::/16", 64)];
        Subnet[] taken = [Subnet.Parse("10.196.0.0/24")!.Value, Subnet.Parse("fd00::/18")!.Value];
        Assert.Equal("fd00:4000::/64", AddressPool.NextSubnet(pools, taken, six: true).ToString());
        Assert.Null(AddressPool.NextSubnet([pools[0]], taken, six: true));
    }

    [Fact]
    public void An_engine_has_unique_local_addresses_of_its_own()
    {
        Assert.Equal(new SubnetPool("fd01:23ab:cd45::/48", 64), AddressPool.OwnPool(Samples.Tag.EngineId));
        Assert.Equal("fd01:23ab:cd45::/64", AddressPool.NextSubnet([AddressPool.OwnPool(Samples.Tag.EngineId)], [], six: true).ToString());
    }

    [Fact]
    public void Of_a_subnet_of_IPv6_the_first_address_is_nobodys_and_the_last_is_somebodys()
    {
        var net = Subnet.Parse("fd00::8/126")!.Value;
        var given = new List<Ip>();
        while (AddressPool.Next(net, net, given.Count > 0 ? given[^1] : null, given.Contains) is { } next) given.Add(next);
        Assert.Equal(["fd00::9", "fd00::a", "fd00::b"], given.Select(address => address.ToString()));
    }

    [Fact]
    public void A_pool_at_the_end_of_all_addresses_ends() => Assert.Null(AddressPool.NextSubnet([new("255.255.255.0/24", 25)], [Subnet.Parse("255.0.0.0/8")!.Value]));

    [Theory]
    [InlineData("02:42:ac:11:00:02", true)]
    [InlineData("01:42:ac:11:00:02", false)]
    [InlineData("02:42:ac:11:00", false)]
    [InlineData("02:42:ac:11:00:0g", false)]
    public void A_hardware_address_is_of_one_link(string text, bool good) => Assert.Equal(good, HardwareAddress.Parse(text) is not null);

    [Fact]
    public void The_hardware_address_follows_the_address() => Assert.Equal("02:42:0a:05:00:02", HardwareAddress.Of(Ip.Parse("10.5.0.2")!.Value));
}
