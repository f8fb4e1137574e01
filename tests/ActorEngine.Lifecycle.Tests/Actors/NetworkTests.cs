using ActorEngine.Contracts;
using Akka.TestKit;

namespace ActorEngine.Lifecycle.Tests;

public sealed class NetworkTests : LifecycleTest
{
    private TestProbe networks = null!;

    private protected override LifecycleServices MakeServices()
    {
        networks = CreateTestProbe();
        LifecycleServices services = base.MakeServices();
        return services with
        {
            Networks = networks.Ref,
            Settings = services.Settings with { DefaultNetwork = "front" },
            CheckNetwork = settings => settings.Network == "nowhere" ? new Fault(FaultCode.NotFound, "network nowhere not found") : null,
        };
    }

    [Fact]
    public void A_container_joins_the_namespace_that_its_network_makes_before_the_start()
    {
        NetworkJoin? joined = null;
        Host.OnRun = order =>
        {
            joined = order.Network;
            return Task.FromResult(Host.Started(order.State, _ => { }));
        };
        ContainerId id = Create("web", settings => settings with { Network = "front" });
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        AttachNetworks asked = Take<AttachNetworks>();
        Assert.Equal((id, 1, "web"), (asked.Container, asked.Run, asked.Name));
        Assert.DoesNotContain("run 1", Host.Calls);
        networks.Reply(new NetworksAttached(id, 1, new NetworkJoin("/run/netns/x")));
        Reply<Done>();
        Assert.Equal("/run/netns/x", joined!.NamespacePath);
    }

    [Fact]
    public void A_refused_network_is_why_the_start_failed_and_is_given_back()
    {
        ContainerId id = Create("web", settings => settings with { Network = "front" });
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Take<AttachNetworks>();
        networks.Reply(new NetworksRefused(id, 1, new Fault(FaultCode.Conflict, "Port 80/tcp is held by container db")));
        Assert.Contains("held by container db", Reply<Fault>().Message);
        Becomes(id, ContainerStatus.Created);
        Assert.Equal(1, Take<DetachNetworks>().Run);
        Assert.DoesNotContain("run 1", Host.Calls);
    }

    [Fact]
    public void A_network_that_does_not_answer_is_not_waited_for_for_ever()
    {
        ContainerId id = Create("web", settings => settings with { Network = "front" });
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Take<AttachNetworks>();
        Settle(id);
        Clock.Advance(Services.Settings.StartTimeout + TimeSpan.FromSeconds(1));
        Assert.Equal(FaultCode.Timeout, Reply<Fault>().Code);
        // What comes too late is given back.
        Take<DetachNetworks>();
        networks.Reply(new NetworksAttached(id, 1, new NetworkJoin("/run/netns/x")));
        Take<DetachNetworks>();
        Assert.DoesNotContain("run 1", Host.Calls);
    }

    [Fact]
    public void The_end_of_a_run_gives_its_network_back_and_the_removal_forgets_it()
    {
        ContainerId id = Start();
        Host.Links[id].Exit(0);
        Becomes(id, ContainerStatus.Exited);
        Assert.Equal(new DetachNetworks(id, 1), Take<DetachNetworks>());
        Manager.Tell(new RemoveContainer(Ref(id)), TestActor);
        Reply<Done>();
        Assert.Equal(id, Take<ForgetNetworks>().Container);
    }

    [Fact]
    public void What_names_no_network_gets_the_configured_one_for_good()
    {
        ContainerId id = Create("web", settings => settings with { Network = "default" });
        Assert.Equal("front", Services.Projection.Find(id)!.Inspection.Settings.Network);
    }

    [Fact]
    public void A_network_that_is_not_there_is_refused_before_anything_is_made()
    {
        Manager.Tell(new CreateContainer(new OperationId("1"), "web", Samples.Settings with { Network = "nowhere" }), TestActor);
        Assert.Equal(FaultCode.NotFound, Reply<Fault>().Code);
        Manager.Tell(new CreateContainer(new OperationId("2"), "web", Samples.Settings with { Network = "container:nobody" }), TestActor);
        Assert.Equal("network", Reply<Fault>().Field);
    }

    [Fact]
    public void The_network_of_another_container_is_that_of_its_process_which_must_be_there()
    {
        NetworkJoin? joined = null;
        ContainerId lender = Create("lender", settings => settings with { Network = "none" });
        ContainerId id = Create("web", settings => settings with { Network = "container:lender" });
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Assert.Contains("does not run", Reply<Fault>().Message);
        Manager.Tell(new StartContainer(Ref(lender)), TestActor);
        Reply<Done>();
        Host.OnRun = order =>
        {
            joined = order.Network;
            return Task.FromResult(Host.Started(order.State, _ => { }));
        };
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Reply<Done>();
        Assert.Equal($"/proc/{Services.Projection.Find(lender)!.Inspection.State.Pid}/ns/net", joined!.NamespacePath);
    }

    private ContainerId Start()
    {
        ContainerId id = Create("web", settings => settings with { Network = "front" });
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Take<AttachNetworks>();
        networks.Reply(new NetworksAttached(id, 1, new NetworkJoin("/run/netns/x")));
        Reply<Done>();
        return id;
    }

    private T Take<T>() => (T)networks.FishForMessage(message => message is T, TimeSpan.FromSeconds(20));
}
