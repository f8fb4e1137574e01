using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Faults put into actors: what the supervisors do, and that nobody else notices.</summary>
public sealed class SupervisionTests : LifecycleTest
{
    private IActorRef ContainerOf(ContainerId id) =>
        Sys.ActorSelection(Manager.Path / $"container-{id.Value}").ResolveOne(TimeSpan.FromSeconds(5)).GetAwaiter().GetResult();

    [Fact]
    public void A_container_actor_that_throws_attaches_again_and_its_neighbour_notices_nothing()
    {
        ContainerId faulty = CreateAndStart("faulty"), other = CreateAndStart("other");
        int attached = Host.Calls.Count(call => call.StartsWith("attach", StringComparison.Ordinal));
        // A message that no shim sends: the actor has no idea what to do with it, and throws.
        ContainerOf(faulty).Tell(new ProcessEnded(1, null!));
        AwaitAssert(() => Assert.Equal(attached + 1, Host.Calls.Count(call => call.StartsWith("attach", StringComparison.Ordinal))));
        Assert.Equal(ContainerStatus.Running, Status(other));
        Manager.Tell(new WaitContainer(Ref(faulty)), TestActor);
        AwaitAssert(() => Assert.Equal(501, Host.Links[faulty].ShimPid));
        Becomes(faulty, ContainerStatus.Running);
        Host.Links[faulty].Exit(8);
        Assert.Equal(8, Reply<ContainerWaited>().Exit.Code);
    }

    [Fact]
    public void A_link_that_breaks_is_made_anew_and_the_fresh_shim_is_shown()
    {
        ContainerId id = CreateAndStart();
        Host.Links[id].Tell(new ShimNotice.Closed());
        Called("attach 1");
        AwaitAssert(() => Assert.Equal(501, Services.Projection.Find(id)!.Inspection.State.ShimPid));
        Host.Links[id].Exit(0);
        Becomes(id, ContainerStatus.Exited);
    }

    [Fact]
    public void A_shim_that_is_deaf_to_a_kill_is_replaced_and_the_kill_sent_again()
    {
        ContainerId id = CreateAndStart();
        Host.Links[id].Deaf = true;
        Manager.Tell(new KillContainer(Ref(id)), TestActor);
        Reply<Done>();
        Assert.Contains("attach 1", Host.Calls);
        Assert.Equal(137, Services.Projection.Find(id)!.Summary.Exit!.Code);
    }

    [Fact]
    public void A_container_whose_start_hangs_keeps_nobody_else_waiting()
    {
        Host.OnRun = order => order.State.Name == "stuck" ? new TaskCompletionSource<RunOutcome>().Task : Task.FromResult(Host.Started(order.State, _ => { }));
        ContainerId stuck = Create("stuck");
        Manager.Tell(new StartContainer(Ref(stuck)), CreateTestProbe());
        Becomes(stuck, ContainerStatus.Starting);
        CreateAndStart("free");
    }

    [Fact]
    public void A_message_under_way_to_an_actor_that_stops_is_answered()
    {
        ContainerId id = Create();
        IActorRef container = ContainerOf(id);
        Watch(container);
        Manager.Tell(new RemoveContainer(Ref(id)), TestActor);
        FishForMessage(message => message is Terminated);
        container.Tell(new StartContainer(Ref(id)), TestActor);
        Assert.Equal(FaultCode.NotFound, ((Fault)FishForMessage(message => message is Fault)).Code);
    }

    [Fact]
    public void More_commands_than_may_wait_are_answered_overloaded()
    {
        Host.OnRun = _ => new TaskCompletionSource<RunOutcome>().Task;
        ContainerId id = Create();
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Becomes(id, ContainerStatus.Starting);
        for (int i = 0; i <= Services.Settings.MaximumWaiting; i++) Manager.Tell(new StopContainer(Ref(id)), TestActor);
        Assert.Equal(FaultCode.Overloaded, Reply<Fault>().Code);
    }
}
