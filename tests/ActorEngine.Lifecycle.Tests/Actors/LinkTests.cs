using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Names that one container alone has for another, where no name server answers for it.</summary>
public sealed class LinkTests : LifecycleTest
{
    private protected override LifecycleServices MakeServices() => base.MakeServices() with
    {
        WithNetworks = container => container with { Networks = [new ContainerNetwork { Network = container.Name == "far" ? "other" : "bridge", Address = "10.0.0." + container.Name.Length }] },
    };

    [Fact]
    public void A_link_is_a_line_of_the_hosts_file_with_the_address_at_the_start()
    {
        IReadOnlyList<string>? hosts = null;
        Create("db");
        Create("far");
        Host.OnRun = order =>
        {
            hosts = order.State.Settings!.ExtraHosts;
            return Task.FromResult(Host.Started(order.State, _ => { }));
        };
        ContainerId id = CreateAndStart("web", settings => settings with { ExtraHosts = ["own:1.2.3.4"], MoreNetworks = Linked("bridge", "/db:/web/store", "db", "far:away") });
        Assert.Equal(["own:1.2.3.4", "store:10.0.0.2", "db:10.0.0.2"], hosts);
        // What was asked for stays what it was.
        Assert.Equal(["own:1.2.3.4"], Services.Projection.Find(id)!.Inspection.Settings.ExtraHosts);
    }

    [Theory]
    [InlineData("nobody:db", "could not get container for nobody: No such container: nobody")]
    [InlineData(":db", "bad format for links: :db; write CONTAINER or CONTAINER:NAME.")]
    [InlineData("a:b c", "bad format for links: a:b c; write CONTAINER or CONTAINER:NAME.")]
    public void A_link_to_nobody_is_refused(string link, string message)
    {
        Manager.Tell(new CreateContainer(new OperationId("1"), "web", Samples.Settings with { Network = "bridge", Endpoint = new EndpointSettings { Links = [link] } }), TestActor);
        Fault fault = Reply<Fault>();
        Assert.Equal((FaultCode.InvalidArgument, message), (fault.Code, fault.Message));
    }

    [Fact]
    public void In_a_network_with_names_a_link_is_none_of_the_hosts_file_and_may_come_before_its_container()
    {
        IReadOnlyList<string>? hosts = null;
        Host.OnRun = order =>
        {
            hosts = order.State.Settings!.ExtraHosts;
            return Task.FromResult(Host.Started(order.State, _ => { }));
        };
        CreateAndStart("web", settings => settings with { MoreNetworks = Linked("front", "later:store") });
        Assert.Empty(hosts!);
    }

    private static NetworkChoice[] Linked(string network, params string[] links) => [new NetworkChoice(network) { Endpoint = new EndpointSettings { Links = links } }];
}
