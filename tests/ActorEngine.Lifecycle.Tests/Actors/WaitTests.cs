using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Waits that say when they are noted.</summary>
public sealed class WaitTests : LifecycleTest
{
    [Fact]
    public void A_wait_says_that_it_is_noted_before_it_is_answered()
    {
        ContainerId id = Create();
        Manager.Tell(new WaitContainer(Ref(id), WaitCondition.NextExit) { Announce = true }, TestActor);
        ExpectMsg<WaitRegistered>();
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Reply<Done>();
        Host.Links[id].Exit(3);
        Assert.Equal(3, Reply<ContainerWaited>().Exit.Code);
    }

    [Fact]
    public void One_that_has_nothing_to_wait_for_says_so_all_the_same()
    {
        ContainerId id = Create();
        Manager.Tell(new WaitContainer(Ref(id)) { Announce = true }, TestActor);
        ExpectMsg<WaitRegistered>();
        Assert.Equal(0, Reply<ContainerWaited>().Exit.Code);
    }

    [Fact]
    public void One_that_does_not_ask_for_it_is_only_answered()
    {
        ContainerId id = Create();
        Manager.Tell(new WaitContainer(Ref(id)), TestActor);
        ExpectMsg<ContainerWaited>();
    }

    [Fact]
    public void A_run_that_is_over_ends_a_wait_also_where_another_follows()
    {
        ContainerId id = CreateAndStart(change: settings => settings with { Restart = new RestartPolicy { Condition = RestartCondition.Always } });
        Manager.Tell(new WaitContainer(Ref(id)) { Announce = true }, TestActor);
        ExpectMsg<WaitRegistered>();
        Host.Links[id].Exit(3);
        Assert.Equal(3, Reply<ContainerWaited>().Exit.Code);
    }
}
