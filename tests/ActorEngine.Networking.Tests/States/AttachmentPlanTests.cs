using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Networking.Tests;

public sealed class AttachmentPlanTests
{
    private static readonly NetworkRecord Front = Samples.Network("front", "10.5.0.0/29", 'a'), Back = Samples.Network("back", "10.6.0.0/24", 'b');
    private readonly AddressTurns last = new();

    [Fact]
    public void Addresses_begin_behind_the_gateway_and_never_repeat()
    {
        NetworksState state = Samples.State([Front]);
        List<string> addresses = [];
        for (char container = '1'; container <= '5'; container++)
        {
            (Attachment? made, Fault? fault) = AttachmentPlan.Make(state, Samples.Tag, Request(container, "front"), last);
            Assert.Null(fault);
            addresses.Add(made!.Endpoints[0].Address);
            state = state.Apply(new AttachedEvent(made));
        }

        Assert.Equal(["10.5.0.2", "10.5.0.3", "10.5.0.4", "10.5.0.5", "10.5.0.6"], addresses);
        Assert.Contains("no free address", AttachmentPlan.Make(state, Samples.Tag, Request('6', "front"), last).Fault!.Message);
        state = state.Apply(new DetachedEvent(Samples.Container('2')));
        Assert.Equal("10.5.0.3", AttachmentPlan.Make(state, Samples.Tag, Request('6', "front"), last).Attachment!.Endpoints[0].Address);
    }

    [Fact]
    public void A_reserved_address_is_given_to_nobody_who_does_not_ask_for_it()
    {
        NetworkRecord reserving = Front with { Reserved = new Dictionary<string, string> { ["router"] = "10.5.0.2", ["printer"] = "10.5.0.4" } };
        NetworksState state = Samples.State([reserving]);
        (Attachment? made, _) = AttachmentPlan.Make(state, Samples.Tag, Request('1', "front"), last);
        Assert.Equal("10.5.0.3", made!.Endpoints[0].Address);
        state = state.Apply(new AttachedEvent(made));
        Assert.Equal("10.5.0.5", AttachmentPlan.Make(state, Samples.Tag, Request('2', "front"), last).Attachment!.Endpoints[0].Address);
        Assert.Equal("10.5.0.4", AttachmentPlan.Make(state, Samples.Tag, Request('2', "front", "10.5.0.4"), last).Attachment!.Endpoints[0].Address);
    }

    [Fact]
    public void A_chosen_address_is_kept_from_others_and_named_when_it_is_taken()
    {
        NetworksState state = Samples.State([Front], Samples.Attachment('1', Front, "10.5.0.2"));
        Assert.Equal("10.5.0.3", AttachmentPlan.Make(state, Samples.Tag, Request('2', "front"), last).Attachment!.Endpoints[0].Address);
        Fault fault = AttachmentPlan.Make(state, Samples.Tag, Request('2', "front", "10.5.0.2"), last).Fault!;
        Assert.Equal("endpoint.address", fault.Field);
        Assert.Contains("111111111111", fault.Message);
    }

    [Fact]
    public void Networks_that_were_given_and_taken_since_hold_for_later_runs()
    {
        NetworksState state = Samples.State([Front, Back]).Apply(new MembershipEvent(new Membership(Samples.Container('1'))
        {
            Connected = [new ConnectedNetwork(Back.Id, new EndpointSettings { Address = "10.6.0.9" })],
            Disconnected = [Front.Id],
        }));
        Endpoint endpoint = Assert.Single(AttachmentPlan.Make(state, Samples.Tag, Request('1', "front"), last).Attachment!.Endpoints);
        Assert.Equal(("10.6.0.9", "eth0"), (endpoint.Address, endpoint.Interface));
    }

    [Fact]
    public void A_network_with_IPv6_gives_an_address_of_each_family()
    {
        NetworkRecord wide = Front with { Subnet6 = "fd00::/64", Gateway6 = "fd00::1" };
        NetworksState state = Samples.State([wide, Back]);
        AttachNetworks request = Request('1', "front");
        request = request with { Settings = request.Settings with { MoreNetworks = [new NetworkChoice("back") { Endpoint = new EndpointSettings { Address = "10.6.0.9" } }] } };
        (Attachment? made, _) = AttachmentPlan.Make(state, Samples.Tag, request, last);
        Assert.Equal([("eth0", "10.5.0.2", "fd00::2"), ("eth1", "10.6.0.9", "")], made!.Endpoints.Select(endpoint => (endpoint.Interface, endpoint.Address, endpoint.Address6)));
        AttachNetworks other = Request('2', "front");
        other = other with { Settings = other.Settings with { Endpoint = new EndpointSettings { Address6 = "fd00:0::0002" } } };
        Assert.Equal("endpoint.address6", AttachmentPlan.Make(state.Apply(new AttachedEvent(made)), Samples.Tag, other, last).Fault!.Field);
    }

    [Fact]
    public void Links_inside_get_the_first_free_number()
    {
        Attachment attachment = Samples.Attachment('1', Front, "10.5.0.2");
        Assert.Equal(1, AttachmentPlan.FreeNumber(attachment));
        Assert.Equal(0, AttachmentPlan.FreeNumber(attachment with { Endpoints = [] }));
    }

    [Fact]
    public void The_way_out_is_the_first_network_that_has_one()
    {
        NetworkRecord vault = Front with { Internal = true };
        NetworksState state = Samples.State([vault, Back]);
        Attachment attachment = Samples.Attachment('1', vault, "10.5.0.2");
        Assert.Null(state.Outward(attachment));
        attachment = attachment with { Endpoints = [.. attachment.Endpoints, new Endpoint(Back.Id, "eth1", "x", "10.6.0.2", "")] };
        Assert.Equal("10.6.0.2", state.Outward(attachment)!.Address);
    }

    [Fact]
    public void A_snapshot_and_the_events_before_it_tell_the_same()
    {
        NetworksState state = Samples.State([Front, Back], Samples.Attachment('1', Front, "10.5.0.2", new PublishedPort("0.0.0.0", 8080, 80, "tcp")))
            .Apply(new MembershipEvent(new Membership(Samples.Container('1')) { Disconnected = [Back.Id] }));
        string json = JsonSerializer.Serialize(NetworksSnapshot.Of(state), NetworksJson.Default.NetworksSnapshot);
        NetworksState again = JsonSerializer.Deserialize(json, NetworksJson.Default.NetworksSnapshot)!.Restore();
        Assert.Equal(FirewallScript.Table(Samples.Tag, state), FirewallScript.Table(Samples.Tag, again));
        Assert.Equal(Back.Id, Assert.Single(again.Memberships.Values).Disconnected[0]);
    }

    private static AttachNetworks Request(char container, string network, string? address = null) => new(
        Samples.Container(container), 1, "web", "web", Samples.Container(network) with { Endpoint = new EndpointSettings { Address = address } }, new ImageConfiguration());
}
