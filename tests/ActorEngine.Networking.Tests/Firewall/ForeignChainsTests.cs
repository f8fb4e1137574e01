namespace ActorEngine.Networking.Tests;

public sealed class ForeignChainsTests
{
    [Fact]
    public void Chains_that_forwarded_packets_pass_are_found_in_all_tables_but_our_own()
    {
        string listing = $$"""
            table ip filter {
            	chain FORWARD {
            		type filter hook forward priority filter; policy drop;
            	}
            	chain DOCKER-USER {
            	}
            }
            table inet firewalld {
            	chain filter_FORWARD {
            		type filter hook forward priority filter + 10; policy accept;
            	}
            	chain filter_INPUT {
            		type filter hook input priority filter + 10; policy accept;
            	}
            }
            table bridge filter {
            	chain FORWARD {
            		type filter hook forward priority filter; policy drop;
            	}
            }
            table inet {{Samples.Tag.Table}} {
            	chain forward {
            		type filter hook forward priority filter; policy accept;
            	}
            }
            """;
        Assert.Equal([new ForeignChain("ip", "filter", "FORWARD"), new ForeignChain("inet", "firewalld", "filter_FORWARD")], ForeignChains.Forwarding(listing, Samples.Tag));
    }

    [Theory]
    [InlineData("-P FORWARD DROP\n", true)]
    [InlineData("-P FORWARD ACCEPT\n", false)]
    [InlineData("-P FORWARD ACCEPT\n-A FORWARD -i eth0 -j DROP\n", false)]
    [InlineData("-P FORWARD ACCEPT\n-A FORWARD -j DOCKER-USER\n-A FORWARD -j REJECT --reject-with icmp-port-unreachable\n", true)]
    [InlineData("-P FORWARD DROP\n-A FORWARD -i ae0123a-+ -j ACCEPT\n-A FORWARD -o ae0123a-+ -j ACCEPT\n", false)]
    [InlineData("-P FORWARD DROP\n-A FORWARD -i ae0123a-+ -j ACCEPT\n", true)]
    public void A_legacy_chain_that_drops_what_it_does_not_know_blocks_us_until_it_knows_us(string listing, bool blocks) => Assert.Equal(blocks, LegacyChain.Blocks(listing, Samples.Tag));
}
