using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle.Tests;

public sealed class RecoveryTests : LifecycleTest
{
    [Fact]
    public void A_running_container_is_attached_again_and_its_exit_noticed()
    {
        ContainerId id = CreateAndStart();
        RestartManager();
        Called("attach 1");
        Becomes(id, ContainerStatus.Running);
        Manager.Tell(new WaitContainer(Ref(id)), TestActor);
        AwaitCondition(() => Services.Projection.Recovering == 0);
        Host.Links[id].Exit(9);
        Assert.Equal(9, Reply<ContainerWaited>().Exit.Code);
    }

    /// <summary>A daemon that was killed between the end of a container's journal and the event stream left a container that nobody ever heard was destroyed.</summary>
    [Fact]
    public void A_removal_is_over_when_the_event_stream_has_it_and_is_told_again_until_then()
    {
        ContainerId id = Create();
        RecordsEvents = false;
        Manager.Tell(new RemoveContainer(Ref(id)), TestActor);
        Events.FishForMessage(message => message is PublishEvent { Action: "destroy" });
        RestartManager();
        RecordsEvents = true;
        var again = (PublishEvent)Events.FishForMessage(message => message is PublishEvent { Action: "destroy" });
        Assert.Equal($"{id.Value}/destroy", again.DeduplicationId);
        AwaitCondition(() => Services.Projection.Count == 0);
    }

    [Fact]
    public void An_event_stream_that_says_nothing_does_not_keep_a_removed_container()
    {
        ContainerId id = Create();
        RecordsEvents = false;
        Manager.Tell(new RemoveContainer(Ref(id)), TestActor);
        Events.FishForMessage(message => message is PublishEvent { Action: "destroy" });
        AwaitCondition(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(3));
            return HasMessages;
        });
        Reply<Done>();
    }

    [Fact]
    public void Ps_is_right_before_the_containers_have_recovered()
    {
        ContainerId id = CreateAndStart();
        WriteNotes(id);
        FaultyJournal.Unreadable[ContainerActor.IdOf(id)] = "not yet";
        RestartManager();
        AwaitAssert(() => Assert.NotNull(Services.Projection.Find(id)));
        Assert.Equal("web", Services.Projection.Find(id)!.Summary.Name);
    }

    [Fact]
    public void What_exited_meanwhile_has_its_true_exit_code_and_restart_policy()
    {
        ContainerId id = CreateAndStart("web", settings => settings with { Restart = new RestartPolicy { Condition = RestartCondition.OnFailure } });
        Host.OnAttach = _ => new AttachOutcome.Ended(new ExitFacts(42, true, Samples.Time) { LogEnd = new LogPosition(1, 5) });
        RestartManager();
        Becomes(id, ContainerStatus.Restarting);
        Assert.Equal(42, Services.Projection.Find(id)!.Summary.Exit!.Code);
        Host.OnAttach = null;
        Called("run 2", advance: true);
        Becomes(id, ContainerStatus.Running);
    }

    [Fact]
    public void An_exit_that_nobody_saw_is_reported_as_unknown()
    {
        ContainerId id = CreateAndStart();
        Host.OnAttach = _ => new AttachOutcome.Ended(ExitFacts.Unknown(Samples.Time));
        RestartManager();
        Becomes(id, ContainerStatus.Exited);
        Assert.False(Services.Projection.Find(id)!.Summary.Exit!.Known);
    }

    [Fact]
    public void A_start_that_came_to_nothing_is_made_after_the_restart()
    {
        Host.OnRun = _ => new TaskCompletionSource<RunOutcome>().Task;
        ContainerId id = Create();
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Called("run 1");
        Host.OnRun = null;
        RestartManager();
        Becomes(id, ContainerStatus.Running);
        Assert.Equal(2, Host.Calls.Count(call => call == "run 1"));
    }

    [Fact]
    public void A_stop_in_progress_goes_on()
    {
        ContainerId id = CreateAndStart();
        Manager.Tell(new StopContainer(Ref(id)), TestActor);
        Becomes(id, ContainerStatus.Stopping);
        RestartManager();
        AwaitAssert(() => Assert.Equal(2, Host.Calls.Count(call => call == "signal 15")));
        Settle(id);
        Clock.Advance(TimeSpan.FromSeconds(10.1));
        Becomes(id, ContainerStatus.Exited);
    }

    [Fact]
    public void A_container_whose_journal_cannot_be_read_is_dead_and_removable_and_alone()
    {
        ContainerId broken = CreateAndStart("broken"), sound = CreateAndStart("sound");
        WriteNotes(sound);
        FaultyJournal.Unreadable[ContainerActor.IdOf(broken)] = "row 3 is corrupt";
        RestartManager();
        Becomes(sound, ContainerStatus.Running);
        Becomes(broken, ContainerStatus.Dead);
        Assert.Contains("row 3 is corrupt", Services.Projection.Find(broken)!.Inspection.State.Error);
        Assert.Contains(Services.Projection.Warnings, warning => warning.Contains("row 3 is corrupt"));
        Manager.Tell(new StartContainer(Ref(broken)), TestActor);
        Assert.Equal(ContainerStatus.Dead, Reply<Fault>().State);
        Manager.Tell(new RemoveContainer(Ref(broken)), TestActor);
        Reply<Done>();
        Assert.Null(Services.Projection.Find(broken));
    }

    [Fact]
    public void A_journal_that_cannot_be_written_answers_storage_and_loses_nothing()
    {
        ContainerId id = CreateAndStart();
        FaultyJournal.Unwritable[ContainerActor.IdOf(id)] = "No space left on device";
        Manager.Tell(new StopContainer(Ref(id)), TestActor);
        Assert.Equal(FaultCode.Storage, Reply<Fault>().Code);
        FaultyJournal.Unwritable.TryRemove(ContainerActor.IdOf(id), out _);
        AwaitAssert(() =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(250));
            Assert.Contains("attach 1", Host.Calls);
        });
        Becomes(id, ContainerStatus.Running);
        Host.Links[id].Exit(6);
        Becomes(id, ContainerStatus.Exited);
    }

    [Fact]
    public void An_exit_that_could_not_be_journalled_is_told_again_until_it_is()
    {
        ContainerId id = CreateAndStart();
        FaultyJournal.Unwritable[ContainerActor.IdOf(id)] = "Read-only file system";
        Host.OnAttach = _ => new AttachOutcome.Ended(new ExitFacts(7, true, Samples.Time));
        Host.Links[id].Exit(7);
        Assert.Equal(ContainerStatus.Running, Status(id));
        AwaitAssert(() => Assert.True(Services.Projection.Find(id)!.Recovering));
        Called("attach 1", advance: true);
        FaultyJournal.Unwritable.TryRemove(ContainerActor.IdOf(id), out _);
        AwaitAssert(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(7, Services.Projection.Find(id)!.Summary.Exit?.Code);
        });
    }

    [Fact]
    public void An_index_that_cannot_be_written_refuses_creations_and_disturbs_no_container()
    {
        ContainerId id = CreateAndStart();
        FaultyJournal.Unwritable["lifecycle"] = "No space left on device";
        try
        {
            Manager.Tell(new CreateContainer(new OperationId("full"), "shop", Samples.Settings), TestActor);
            Assert.Equal(FaultCode.Storage, Reply<Fault>().Code);
            Manager.Tell(new PauseContainer(Ref(id)), TestActor);
            Reply<Done>();
            Assert.DoesNotContain("attach 1", Host.Calls);
        }
        finally
        {
            FaultyJournal.Unwritable.TryRemove("lifecycle", out _);
        }

        AwaitAssert(() =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(250));
            Manager.Tell(new CreateContainer(new OperationId("room"), "shop", Samples.Settings), TestActor);
            Assert.IsType<ContainerCreated>(FishForMessage(message => message is IReply));
        });
    }

    [Fact]
    public void An_index_that_cannot_be_read_is_made_anew_from_the_containers()
    {
        ContainerId id = CreateAndStart();
        FaultyJournal.Unreadable["lifecycle"] = "row 1 is corrupt";
        try
        {
            RestartManager();
            Becomes(id, ContainerStatus.Running);
        }
        finally
        {
            FaultyJournal.Unreadable.TryRemove("lifecycle", out _);
        }

        AwaitAssert(() =>
        {
            Manager.Tell(new KillContainer(new ContainerReference("web")), TestActor);
            Reply<Done>();
        });
        RestartManager();
        Becomes(id, ContainerStatus.Exited);
    }

    private void Called(string call, bool advance) => AwaitAssert(() =>
    {
        if (advance) Clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Contains(call, Host.Calls);
    });
}
