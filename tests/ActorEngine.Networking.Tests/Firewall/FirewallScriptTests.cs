using ActorEngine.Contracts;

namespace ActorEngine.Networking.Tests;

public sealed class FirewallScriptTests
{
    private static readonly NetworkRecord Front = Samples.Network("front", "10.5.0.0/24", 'a'), Vault = Samples.Network("vault", "10.6.0.0/24", 'b') with { Internal = true };

    [Fact]
    public void The_table_is_written_in_one_transaction_and_carries_the_engines_tag()
    {
        string script = FirewallScript.Table(Samples.Tag, Samples.State([Front]));
        Assert.StartsWith("add table inet actorengine_0123abcd456789abcdef0123456789ab\ndelete table inet actorengine_0123abcd456789abcdef0123456789ab\ntable inet", script);
        Assert.Contains("iifname \"ae0123a-*\" jump leaving", script);
        Assert.DoesNotContain("PREFIX", script);
    }

    [Fact]
    public void Published_ports_are_elements_of_maps()
    {
        NetworksState state = Samples.State([Front], Samples.Attachment('1', Front, "10.5.0.2", new PublishedPort("0.0.0.0", 8080, 80, "tcp"), new PublishedPort("192.0.2.1", 53, 5353, "udp")));
        string script = FirewallScript.Table(Samples.Tag, state);
        Assert.Contains("elements = { tcp . 8080 : 10.5.0.2 . 80 }", script);
        Assert.Contains("elements = { 192.0.2.1 . udp . 53 : 10.5.0.2 . 5353 }", script);
    }

    [Fact]
    public void An_internal_network_is_closed_and_not_masked()
    {
        string script = FirewallScript.Table(Samples.Tag, Samples.State([Front, Vault]));
        Assert.Contains("elements = { \"ae0123a-bbbbbbb\" }", script);
        Assert.Contains("set outward {\n    type ipv4_addr\n    flags interval\n    elements = { 10.5.0.0/24 }", script);
    }

    [Fact]
    public void Containers_of_a_network_that_keeps_them_apart_are_not_let_together()
    {
        Assert.Contains("add element inet", FirewallScript.Add(Samples.Tag, Front));
        Assert.Contains(" together ", FirewallScript.Add(Samples.Tag, Front));
        Assert.DoesNotContain(" together ", FirewallScript.Add(Samples.Tag, Front with { Apart = true }));
    }

    [Fact]
    public void What_is_added_is_what_is_taken_away()
    {
        string added = FirewallScript.Add(Samples.Tag, Front), removed = FirewallScript.Remove(Samples.Tag, Front);
        Assert.Equal(added.Replace("add element", "delete element"), removed);
        PublishedPort[] ports = [new("0.0.0.0", 8080, 80, "tcp")];
        Assert.Equal($"delete element inet {Samples.Tag.Table} open {{ tcp . 8080 }}\n", FirewallScript.Remove(Samples.Tag, ports, new Endpoint(Front.Id, "eth0", "x", "10.5.0.2", ""), Front));
    }

    [Fact]
    public void Ports_of_IPv6_lead_to_its_address_and_those_of_the_loopback_are_given_a_source()
    {
        NetworkRecord six = Front with { Subnet6 = "fd00::/64", Gateway6 = "fd00::1" };
        Attachment attachment = Samples.Attachment('1', six, "10.5.0.2", new PublishedPort("::", 8080, 80, "tcp"), new PublishedPort("::1", 53, 53, "udp"), new PublishedPort("2001:db8::1", 80, 80, "tcp"));
        attachment = attachment with { Endpoints = [attachment.Endpoints[0] with { Address6 = "fd00::2" }] };
        string script = FirewallScript.Table(Samples.Tag, Samples.State([six], attachment));
        Assert.Contains("elements = { tcp . 8080 : fd00::2 . 80 }", script);
        Assert.Contains("elements = { ::1 . udp . 53 : fd00::2 . 53, 2001:db8::1 . tcp . 80 : fd00::2 . 80 }", script);
        Assert.Contains("elements = { tcp . 8080 : fd00::1, udp . 53 : fd00::1 }", script);
        Assert.Contains("elements = { fd00::/64 . \"ae0123a-aaaaaaa\" }", script);
        Assert.DoesNotContain("8080", FirewallScript.Table(Samples.Tag, Samples.State([Front], Samples.Attachment('1', Front, "10.5.0.2", attachment.Ports[0]))));
    }

    [Fact]
    public void A_port_of_a_container_in_internal_networks_only_leads_nowhere()
    {
        NetworksState state = Samples.State([Vault], Samples.Attachment('1', Vault, "10.6.0.2", new PublishedPort("0.0.0.0", 8080, 80, "tcp")));
        Assert.DoesNotContain("8080", FirewallScript.Table(Samples.Tag, state));
    }

    [Fact]
    public void Two_listings_of_the_same_rules_compare_equal_in_any_order() => Assert.Equal(
        RulesetListing.Normalize("set a {\n\telements = { 1, 2,\n\t\t3 }\n}"), RulesetListing.Normalize("set a {\n\telements = { 3, 1, 2 }\n}"));

    [Theory]
    [InlineData("type filter hook forward priority filter; policy drop;", true)]
    [InlineData("type filter hook forward priority filter; policy accept;", false)]
    [InlineData("policy accept;\n ct state established accept\n reject with icmpx admin-prohibited\n }\n}", true)]
    [InlineData("policy accept;\n counter packets 3 bytes 180 drop comment \"the rest\"\n }", true)]
    [InlineData("policy accept;\n iifname \"eth9\" drop\n }", false)]
    [InlineData("policy drop;\n iifname \"ae0123a-*\" counter accept", false)]
    public void A_chain_that_drops_what_it_does_not_know_blocks_us_until_it_knows_us(string chain, bool blocks) => Assert.Equal(blocks, ForeignChains.Blocks(chain, Samples.Tag));

    [Fact]
    public void Names_of_links_fit_the_kernel()
    {
        Assert.Equal(15, Samples.Tag.Bridge(new string('a', 64)).Length);
        Assert.Equal(15, Samples.Tag.Link(new string('a', 64)).Length);
        Assert.NotEqual(Samples.Tag.BridgePrefix, Samples.Tag.LinkPrefix);
    }
}
