using ActorEngine.Contracts;

namespace ActorEngine.Oci.Tests.Bundles;

public class NetworkFilesTests
{
    [Fact]
    public void A_container_without_the_hosts_network_loses_its_loopback_resolver() =>
        Assert.Equal("nameserver 10.0.0.1\nsearch example.org\noptions edns0\n", Files(Requests.Settings).ResolvConf);

    [Fact]
    public void Own_resolver_settings_replace_the_hosts()
    {
        BundleFiles files = Files(Requests.Settings with { Dns = ["1.1.1.1"], DnsSearch = ["."], DnsOptions = ["ndots:2"] });
        Assert.Equal("nameserver 1.1.1.1\noptions ndots:2\n", files.ResolvConf);
    }

    [Fact]
    public void The_hosts_network_brings_the_hosts_files_and_name()
    {
        BundleFiles files = Files(Requests.Settings with { Network = "host", ExtraHosts = ["db:10.0.0.5", "six:[fe80::1]"] });
        Assert.Equal(Requests.Facts.ResolvConf, files.ResolvConf);
        Assert.Equal("127.0.0.1 localhost\n10.1.1.1 machine\n10.0.0.5\tdb\nfe80::1\tsix\n", files.Hosts);
        Assert.Equal("machine\n", files.Hostname);
    }

    [Fact]
    public void Hosts_names_the_loopback_addresses() => Assert.StartsWith("127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost", Files(Requests.Settings).Hosts);

    [Fact]
    public void A_container_with_addresses_finds_itself_and_the_host()
    {
        var network = new NetworkJoin("/run/netns/x") { Addresses = ["10.5.0.2", "10.6.0.2"], HostGateway = "10.5.0.1" };
        BundleFiles files = NetworkFiles.Compose(Requests.Settings with { Network = "front", DomainName = "example.org", ExtraHosts = ["gate:host-gateway"] }, Requests.Facts, "box", network);
        Assert.EndsWith("10.5.0.1\tgate\n10.5.0.2\tbox.example.org box\n10.6.0.2\tbox.example.org box\n", files.Hosts);
    }

    [Fact]
    public void The_networks_own_name_server_takes_the_place_of_the_hosts_and_of_those_given()
    {
        var network = new NetworkJoin("/run/netns/x") { NameServer = "10.5.0.1" };
        Assert.Equal("nameserver 10.5.0.1\nsearch example.org\noptions ndots:0\n", NetworkFiles.Compose(Requests.Settings with { Network = "front", Dns = ["1.1.1.1"] }, Requests.Facts, "box", network).ResolvConf);
    }

    [Fact]
    public void The_host_has_no_address_for_a_container_that_does_not_reach_it() =>
        Assert.Throws<SettingsException>(() => NetworkFiles.Compose(Requests.Settings with { ExtraHosts = ["gate:host-gateway"] }, Requests.Facts, "box"));

    private static BundleFiles Files(ContainerSettings settings) => Requests.Build(settings).Files;
}
