using ActorEngine.Contracts;
using ActorEngine.Linux;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Networking.Tests;

public sealed class NetworksActorTests : TestKit
{
    private const string Hocon = """
        akka.loglevel = ERROR
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    private static readonly PortMapping Web = new(80) { HostPort = 8080 };

    private readonly FakeKernel kernel = new();
    private readonly FakePorts ports = new();
    private readonly Dictionary<string, ContainerView> containers = [];
    private readonly TestProbe events;
    private TimeSpan checkInterval = TimeSpan.FromSeconds(2);
    private NetworkProjection projection;
    private IActorRef networks;

    public NetworksActorTests() : base(ConfigurationFactory.ParseString(Hocon))
    {
        projection = new NetworkProjection(_ => null);
        events = CreateTestProbe();
        networks = Start();
    }

    [Fact]
    public void The_network_called_bridge_is_there_and_takes_no_subnet_that_the_host_has_a_route_to()
    {
        Attach('1', 1, "bridge");
        var bridge = Assert.IsType<NetworkInspection>(projection.Inspect(new InspectNetwork(new NetworkReference("bridge"))));
        Assert.Equal(("172.24.16.0/20", "172.24.16.1", true), (bridge.Subnet, bridge.Gateway, bridge.BuiltIn));
    }

    [Fact]
    public void A_container_is_attached_once_however_often_it_is_asked_for()
    {
        NetworksAttached first = Attach('1', 1, "bridge", Web), second = Attach('1', 1, "bridge", Web);
        Assert.Equal(first.Join.Addresses, second.Join.Addresses);
        Assert.Equal(first.Join.NamespacePath, second.Join.NamespacePath);
        Assert.Equal("172.24.16.1", first.Join.HostGateway);
    }

    [Fact]
    public void What_was_amiss_with_ports_is_told_as_an_event()
    {
        checkInterval = TimeSpan.FromMilliseconds(10);
        Sys.Stop(networks);
        networks = Start();
        ports.Find("Port 0.0.0.0:8080/tcp was not open; it is again.");
        var told = (PublishEvent)events.FishForMessage(message => message is PublishEvent { Action: "repair" });
        Assert.Equal("Port 0.0.0.0:8080/tcp was not open; it is again.", told.Attributes["finding"]);
    }

    [Fact]
    public void A_port_that_is_held_is_refused_by_the_name_of_its_holder()
    {
        Attach('1', 1, "bridge", Web);
        Assert.Contains("held by container 111111111111", Refused('2', 1, Web).Message);
        networks.Tell(new DetachNetworks(Samples.Container('1'), 1));
        Attach('2', 1, "bridge", Web);
    }

    [Fact]
    public void What_the_kernel_refuses_leaves_neither_address_nor_port()
    {
        kernel.On = call => call.StartsWith("attach") ? Task.FromException(new LinuxException(Errno.EPERM, "unshare")) : Task.CompletedTask;
        Fault fault = Refused('1', 1, Web);
        Assert.Equal(FaultCode.PermissionDenied, fault.Code);
        Assert.Empty(projection.State.Attached);
        Assert.Empty(ports.Held);
        AwaitAssert(() => Assert.Contains("detach 1", kernel.Calls));
    }

    [Fact]
    public void The_end_of_an_earlier_run_does_not_touch_a_later_one()
    {
        Attach('1', 2, "bridge", Web);
        networks.Tell(new DetachNetworks(Samples.Container('1'), 1));
        Attach('1', 2, "bridge", Web);
        Assert.DoesNotContain("detach 2", kernel.Calls);
    }

    [Fact]
    public void A_next_run_takes_the_place_of_one_whose_end_was_not_told()
    {
        Attach('1', 1, "bridge", Web);
        Attach('1', 2, "bridge", Web);
        AwaitAssert(() => Assert.Contains("detach 1", kernel.Calls));
        Assert.Equal(2, projection.State.Attached.Values.Single().Run);
    }

    [Fact]
    public void After_a_restart_addresses_and_ports_are_as_they_were()
    {
        NetworksAttached before = Attach('1', 1, "bridge", Web);
        Watch(networks);
        Sys.Stop(networks);
        FishForMessage(message => message is Terminated);
        ports.Held.Clear();
        networks = Start();
        Assert.Equal(before.Join.Addresses, Attach('1', 1, "bridge", Web).Join.Addresses);
        Assert.Contains("reconcile 1", kernel.Calls);
        Assert.True(ports.Held.ContainsKey(8080));
    }

    [Fact]
    public void A_network_in_use_is_not_removed_and_one_that_is_not_is()
    {
        Create("front");
        Attach('1', 1, "front");
        Assert.Equal(FaultCode.Conflict, Ask<Fault>(new RemoveNetwork(new NetworkReference("front"))).Code);
        networks.Tell(new DetachNetworks(Samples.Container('1'), 1));
        Ask<Done>(new RemoveNetwork(new NetworkReference("front")));
        AwaitAssert(() => Assert.Contains("remove front", kernel.Calls));
        Assert.Equal(FaultCode.PermissionDenied, Ask<Fault>(new RemoveNetwork(new NetworkReference("bridge"))).Code);
        Assert.Equal(FaultCode.PermissionDenied, Ask<Fault>(new RemoveNetwork(new NetworkReference("host"))).Code);
    }

    [Fact]
    public void Prune_removes_what_nobody_uses()
    {
        Create("front");
        Create("back");
        Attach('1', 1, "front");
        Assert.Equal(["back"], Ask<NetworksPruned>(new PruneNetworks()).Networks);
    }

    [Fact]
    public void A_network_that_the_kernel_refuses_is_not_there()
    {
        kernel.On = call => call == "add front" ? Task.FromException(new IOException("no")) : Task.CompletedTask;
        Assert.Equal(FaultCode.Internal, Ask<Fault>(new CreateNetwork("front")).Code);
        Assert.Equal(FaultCode.NotFound, Assert.IsType<Fault>(projection.Inspect(new InspectNetwork(new NetworkReference("front")))).Code);
    }

    [Fact]
    public void A_running_container_is_connected_and_disconnected()
    {
        Create("front");
        Create("back");
        Know('1', "front");
        Attach('1', 1, "front");
        Ask<Done>(new ConnectNetwork(new NetworkReference("back"), new ContainerReference("web")));
        Assert.Equal(FaultCode.Conflict, Ask<Fault>(new ConnectNetwork(new NetworkReference("back"), new ContainerReference("web"))).Code);
        Ask<Done>(new DisconnectNetwork(new NetworkReference("front"), new ContainerReference("web")));
        Assert.Equal("eth1", Assert.Single(projection.State.Attached.Values.Single().Endpoints).Interface);
        networks.Tell(new DetachNetworks(Samples.Container('1'), 1));
        Assert.Equal(projection.State.Find("back")!.Id, Assert.Single(AttachAnd('1', 2, "front").Endpoints).Network);
    }

    [Fact]
    public void A_connection_that_the_kernel_refuses_is_taken_back()
    {
        Create("front");
        Create("back");
        Know('1', "front");
        Attach('1', 1, "front");
        kernel.On = call => call == "change 1 to 2" ? Task.FromException(new IOException("no")) : Task.CompletedTask;
        Ask<Fault>(new ConnectNetwork(new NetworkReference("back"), new ContainerReference("web")));
        Assert.Single(projection.State.Attached.Values.Single().Endpoints);
    }

    [Fact]
    public void What_CNI_plugins_gave_is_known_and_kept()
    {
        Ask<NetworkCreated>(new CreateNetwork("wire") { Driver = "cni" });
        Assert.Equal(["10.88.0.7"], Attach('1', 1, "wire").Join.Addresses);
        NetworkMember member = Assert.Single(Assert.IsType<NetworkInspection>(projection.Inspect(new InspectNetwork(new NetworkReference("wire")))).Members);
        Assert.Equal("10.88.0.7/16", member.Address);
        Assert.Equal("ports", projection.Check(Samples.Container("wire", Web))!.Field);
        Assert.Equal("subnet", Ask<Fault>(new CreateNetwork("other") { Driver = "cni", Subnet = "10.5.0.0/24" }).Field);
        Assert.Equal("endpoint", projection.Check(Samples.Container("wire") with { Endpoint = new EndpointSettings { Address = "10.88.0.9" } })!.Field);
    }

    [Fact]
    public void A_container_that_is_gone_leaves_nothing()
    {
        Attach('1', 1, "bridge", Web);
        networks.Tell(new SweepNetworks(_ => false));
        AwaitAssert(() => Assert.Empty(projection.State.Attached));
        Assert.Empty(ports.Held);
    }

    private IActorRef Start()
    {
        projection = new NetworkProjection(_ => null);
        return Sys.ActorOf(NetworksActor.Props(new NetworkServices
        {
            Settings = Samples.Settings with { CheckInterval = checkInterval },
            Projection = projection,
            Events = events,
            FindContainer = reference => containers.TryGetValue(reference.Value, out ContainerView? view) ? (view, null) : (null, new Fault(FaultCode.NotFound, "No such container")),
            Kernel = kernel,
            Ports = ports,
        }));
    }

    private void Know(char digit, string network)
    {
        ContainerSettings settings = Samples.Container(network);
        var summary = new ContainerSummary { Id = Samples.Container(digit), Name = "web", Image = "busybox" };
        containers["web"] = new ContainerView(summary, new ContainerInspection { Id = summary.Id, Name = "web", State = new ContainerStateInfo(), Settings = settings }) { LogDirectory = "" };
    }

    private void Create(string name) => Ask<NetworkCreated>(new CreateNetwork(name));

    private T Ask<T>(object question)
    {
        networks.Tell(question, TestActor);
        return ExpectMsg<T>(TimeSpan.FromSeconds(20));
    }

    private NetworksAttached Attach(char container, int run, string network, params PortMapping[] published) =>
        Ask<NetworksAttached>(new AttachNetworks(Samples.Container(container), run, "web", "web", Samples.Container(network, published), new ImageConfiguration()));

    private Attachment AttachAnd(char container, int run, string network)
    {
        Attach(container, run, network);
        return projection.State.Attached[Samples.Container(container).Value];
    }

    private Fault Refused(char container, int run, params PortMapping[] published) =>
        Ask<NetworksRefused>(new AttachNetworks(Samples.Container(container), run, "web", "web", Samples.Container("bridge", published), new ImageConfiguration())).Fault;
}
