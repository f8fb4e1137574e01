using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>What is told of containers right after a start of the daemon: it is so, or marked as not known yet.</summary>
public sealed class TruthTests : LifecycleTest
{
    private readonly TaskCompletionSource looked = new();

    [Fact]
    public void What_was_never_noted_is_listed_and_marked_until_it_is_known()
    {
        ContainerId id = CreateAndStart();
        Host.BeforeAttach = _ => looked.Task;
        RestartManager();
        AwaitAssert(() => Assert.True(Services.Projection.Find(id)!.Recovering));
        looked.SetResult();
        AwaitAssert(() => Assert.False(Services.Projection.Find(id)!.Recovering));
        Assert.Equal(ContainerStatus.Running, Status(id));
    }

    [Fact]
    public void An_inspection_waits_until_the_machine_was_looked_at()
    {
        ContainerId id = CreateAndStart();
        Host.OnAttach = _ => new AttachOutcome.Ended(new ExitFacts(42, true, Samples.Time));
        Host.BeforeAttach = _ => looked.Task;
        RestartManager();
        Manager.Tell(new InspectContainer(Ref(id)), TestActor);
        Called("attach 1");
        looked.SetResult();
        ContainerStateInfo state = Reply<ContainerInspection>().State;
        Assert.Equal((ContainerStatus.Exited, 42, false), (state.Status, state.Exit?.Code, state.Recovering));
    }

    [Fact]
    public void An_inspection_that_waited_long_enough_is_answered_with_the_mark()
    {
        ContainerId id = CreateAndStart();
        Host.BeforeAttach = _ => looked.Task;
        RestartManager();
        Manager.Tell(new InspectContainer(Ref(id)), TestActor);
        Called("attach 1");
        Clock.Advance(TimeSpan.FromSeconds(5.1));
        Assert.True(Reply<ContainerInspection>().State.Recovering);
        looked.SetResult();
    }

    [Fact]
    public void The_one_that_is_asked_for_is_recovered_before_the_others()
    {
        Services = Services with { Settings = Services.Settings with { ParallelRecoveries = 1 } };
        ContainerId[] ids = [.. Enumerable.Range(0, 4).Select(i => CreateAndStart($"web{i}"))];
        Host.BeforeAttach = id => id == ids[3] ? Task.CompletedTask : looked.Task;
        RestartManager();
        Manager.Tell(new InspectContainer(Ref(ids[3])), TestActor);
        Assert.False(Reply<ContainerInspection>().State.Recovering);
        Assert.Equal(3, Services.Projection.Recovering);
        looked.SetResult();
        AwaitAssert(() => Assert.Equal(0, Services.Projection.Recovering));
    }

    [Fact]
    public void A_container_that_cannot_be_reached_keeps_its_mark_and_holds_nobody_up()
    {
        Services = Services with { Settings = Services.Settings with { ParallelRecoveries = 1 } };
        ContainerId stuck = CreateAndStart("stuck"), sound = CreateAndStart("sound");
        Host.BeforeAttach = id => id == stuck ? Task.FromException(new IOException("no answer")) : Task.CompletedTask;
        RestartManager();
        AwaitAssert(() => Assert.False(Services.Projection.Find(sound)!.Recovering));
        AwaitAssert(() => Assert.Equal(0, Services.Projection.Recovering));
        Assert.True(Services.Projection.Find(stuck)!.Recovering);
        Host.BeforeAttach = _ => Task.CompletedTask;
        AwaitAssert(() =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(250));
            Assert.False(Services.Projection.Find(stuck)!.Recovering);
        });
    }

    [Fact]
    public void A_command_is_judged_by_what_is_so_and_not_by_what_was_noted()
    {
        ContainerId id = CreateAndStart();
        Host.OnAttach = _ => new AttachOutcome.Ended(new ExitFacts(0, true, Samples.Time));
        Host.BeforeAttach = _ => looked.Task;
        RestartManager();
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Called("attach 1");
        looked.SetResult();
        Reply<Done>();
        Called("run 2");
    }

    [Fact]
    public void Events_that_may_not_have_reached_the_stream_are_told_again_under_the_same_id()
    {
        ContainerId id = CreateAndStart();
        Host.Links[id].Exit(3);
        PublishEvent die = Events.FishForMessage<PublishEvent>(published => published.Action == "die", TimeSpan.FromSeconds(10));
        RestartManager();
        List<PublishEvent> again = [.. Enumerable.Range(0, 3).Select(_ => Events.FishForMessage<PublishEvent>(published => published.Again, TimeSpan.FromSeconds(10)))];
        Assert.Equal(["create", "start", "die"], again.Select(published => published.Action));
        Assert.Equal(die.DeduplicationId, again[2].DeduplicationId);
        Assert.Equal(die.Time, again[2].Time);
    }

    [Fact]
    public void A_creation_that_was_cut_off_can_be_asked_for_again()
    {
        var create = new CreateContainer(new OperationId("cut"), "shop", Samples.Settings with { Image = new ImageReference("silent") });
        Manager.Tell(create, TestActor);
        AwaitAssert(() => Assert.True(FaultyJournal.Writes("lifecycle") > 0));
        RestartManager();
        AwaitAssert(() =>
        {
            Manager.Tell(create with { Settings = Samples.Settings }, TestActor);
            if (FishForMessage(message => message is IReply) is Fault fault) Assert.Equal(FaultCode.Unavailable, fault.Code);
            Manager.Tell(new StartContainer(new ContainerReference("shop")), TestActor);
            Assert.IsType<Done>(FishForMessage(message => message is IReply));
        }, TimeSpan.FromSeconds(20));
    }
}
