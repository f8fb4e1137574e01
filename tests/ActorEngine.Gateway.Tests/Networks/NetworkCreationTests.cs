using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Networks;

namespace ActorEngine.Gateway.Tests.Networks;

public sealed class NetworkCreationTests
{
    [Fact]
    public void All_settings_reach_the_engine()
    {
        var command = Command("""
            {"name":"back","CheckDuplicate":true,"Driver":"bridge","Internal":true,"Attachable":true,"EnableIPv6":true,"Options":{"a":"b","c":null},"Labels":{"k":"v"},
             "IPAM":{"Driver":"default","Options":null,"Config":[{"Subnet":"10.5.0.0/24","IPRange":"10.5.0.128/25","Gateway":"10.5.0.1","AuxiliaryAddresses":{"router":"10.5.0.200"}},{"Subnet":"fd00:5::/64","Gateway":"fd00:5::1"}]}}
            """);
        Assert.Equal(("back", "bridge", true, true, true), (command.Name, command.Driver, command.Internal, command.Attachable, command.Ipv6));
        Assert.Equal(("10.5.0.0/24", "10.5.0.128/25", "10.5.0.1"), (command.Subnet, command.Range, command.Gateway));
        Assert.Equal(("fd00:5::/64", null, "fd00:5::1"), (command.Subnet6, command.Range6, command.Gateway6));
        Assert.Equal("10.5.0.200", command.Reserved["router"]);
        Assert.Equal(("b", "", "v"), (command.Options["a"], command.Options["c"], command.Labels["k"]));
    }

    [Theory]
    [InlineData("""{"Name":"a"}""")]
    [InlineData("""{"Name":"a","Driver":"","IPAM":null,"Options":null,"Labels":null,"EnableIPv6":null}""")]
    [InlineData("""{"Name":"a","IPAM":{"Config":[]}}""")]
    public void What_is_absent_null_or_empty_is_left_to_the_engine(string body)
    {
        var command = Command(body);
        Assert.Equal(("bridge", null, null, false), (command.Driver, command.Subnet, command.Subnet6, command.Ipv6));
    }

    [Theory]
    [InlineData("""{"Name":"a","ConfigOnly":true}""", 501)]
    [InlineData("""{"Name":"a","ConfigFrom":{"Network":"b"}}""", 501)]
    [InlineData("""{"Name":"a","EnableIPv4":false}""", 501)]
    [InlineData("""{"Name":"a","Driver":"overlay"}""", 503)]
    [InlineData("""{"Name":"a","Ingress":true}""", 503)]
    [InlineData("""{"Name":"a","Driver":"host"}""", 403)]
    [InlineData("""{"Name":"a","IPAM":{"Driver":"other"}}""", 400)]
    [InlineData("""{"Name":"a","IPAM":{"Config":[{"Subnet":"10.5.0.0/24"},{"Subnet":"10.6.0.0/24"}]}}""", 403)]
    public void What_there_is_not_is_refused(string body, int status) => Assert.Equal(status, Assert.Throws<ApiException>(() => Command(body)).Status);

    private static CreateNetwork Command(string body) => NetworkCreation.ToCommand(JsonSerializer.Deserialize(body, NetworkJson.Default.NetworkCreateRequest)!);
}
