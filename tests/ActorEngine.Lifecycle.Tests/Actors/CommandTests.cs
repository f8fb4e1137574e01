using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

public sealed class CommandTests : LifecycleTest
{
    [Fact]
    public void A_container_is_created_started_and_reports_its_exit()
    {
        ContainerId id = CreateAndStart();
        Assert.Equal(ContainerStatus.Running, Status(id));
        Manager.Tell(new WaitContainer(Ref(id)), TestActor);
        Host.Links[id].Exit(3);
        Assert.Equal(3, Reply<ContainerWaited>().Exit.Code);
        Becomes(id, ContainerStatus.Exited);
        Called("tear down 1");
    }

    [Fact]
    public void The_same_operation_asked_twice_makes_one_container()
    {
        var create = new CreateContainer(new OperationId("once"), null, Samples.Settings);
        Manager.Tell(create, TestActor);
        ContainerCreated first = Reply<ContainerCreated>();
        Manager.Tell(create, TestActor);
        Assert.Equal(first.Id, Reply<ContainerCreated>().Id);
        Assert.Equal(1, Services.Projection.Count);
    }

    [Fact]
    public void The_same_start_asked_twice_runs_once_even_when_it_is_over_by_then()
    {
        ContainerId id = Create();
        var start = new StartContainer(Ref(id)) { Operation = new OperationId("once") };
        Manager.Tell(start, TestActor);
        Reply<Done>();
        Manager.Tell(start, TestActor);
        Reply<Done>();
        Host.Links[id].Exit(3);
        Becomes(id, ContainerStatus.Exited);
        RestartManager();
        Manager.Tell(start, TestActor);
        Reply<Done>();
        Settle(id);
        Assert.Equal(ContainerStatus.Exited, Status(id));
        Assert.DoesNotContain("run 2", Host.Calls);
        Manager.Tell(start with { Operation = new OperationId("another") }, TestActor);
        Reply<Done>();
        Called("run 2");
    }

    [Fact]
    public void The_same_start_asked_again_after_it_failed_is_tried_again()
    {
        Host.OnRun = _ => Task.FromResult(new RunOutcome(null, null, new Fault(FaultCode.RuntimeFailed, "not now", 127)));
        ContainerId id = Create();
        var start = new StartContainer(Ref(id)) { Operation = new OperationId("once") };
        Manager.Tell(start, TestActor);
        Assert.Equal(FaultCode.RuntimeFailed, Reply<Fault>().Code);
        Host.OnRun = null;
        Manager.Tell(start, TestActor);
        Reply<Done>();
        Called("run 2");
    }

    [Fact]
    public void The_same_restart_asked_twice_restarts_once()
    {
        ContainerId id = CreateAndStart();
        var restart = new RestartContainer(Ref(id)) { Operation = new OperationId("once") };
        Manager.Tell(restart, TestActor);
        Becomes(id, ContainerStatus.Stopping);
        // The answer to the first is lost; the second waits for what the first began.
        Manager.Tell(restart, TestActor);
        Host.Links[id].Exit(143);
        Reply<Done>();
        Reply<Done>();
        Settle(id);
        Manager.Tell(restart, TestActor);
        Reply<Done>();
        Assert.Equal(ContainerStatus.Running, Status(id));
        Assert.DoesNotContain("run 3", Host.Calls);
    }

    [Fact]
    public void A_name_in_use_is_a_conflict_and_is_free_again_after_the_removal()
    {
        ContainerId id = Create("web");
        Manager.Tell(new CreateContainer(new OperationId("other"), "web", Samples.Settings), TestActor);
        Assert.Equal(FaultCode.Conflict, Reply<Fault>().Code);
        Manager.Tell(new RemoveContainer(Ref(id)), TestActor);
        Reply<Done>();
        Create("web");
    }

    [Fact]
    public void An_unknown_image_leaves_no_container_behind()
    {
        Manager.Tell(new CreateContainer(new OperationId("a"), "web", Samples.Settings with { Image = new ImageReference("missing") }), TestActor);
        Assert.Equal(FaultCode.NotFound, Reply<Fault>().Code);
        Create("web");
        Assert.Equal(1, Services.Projection.Count);
    }

    [Fact]
    public void An_image_store_that_does_not_answer_keeps_nobody_waiting()
    {
        Manager.Tell(new CreateContainer(new OperationId("a"), "web", Samples.Settings with { Image = new ImageReference("silent") }), TestActor);
        Create("other");
        AwaitCondition(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(61));
            return HasMessages;
        });
        Assert.Equal(FaultCode.Timeout, Reply<Fault>().Code);
        Create("web");
    }

    [Fact]
    public void A_life_is_told_to_the_event_stream_in_order_and_once()
    {
        ContainerId id = CreateAndStart();
        Host.Links[id].Deadly.Add(15);
        Manager.Tell(new RestartContainer(Ref(id)), TestActor);
        Reply<Done>();
        Host.Links[id].Tell(new ShimNotice.MemoryExhausted(1));
        Host.Links[id].Tell(new ShimNotice.Exited(new ExitFacts(137, true, Samples.Time) { OutOfMemory = true, Signal = 9 }));
        Becomes(id, ContainerStatus.Exited);
        Manager.Tell(new RemoveContainer(Ref(id)), TestActor);
        Reply<Done>();
        string[] actions = [.. Events.ReceiveN(10).Cast<PublishEvent>().Select(published => published.Action)];
        Assert.Equal(["create", "start", "kill", "die", "stop", "start", "restart", "oom", "die", "destroy"], actions);
    }

    [Fact]
    public void A_kill_of_a_child_for_want_of_memory_is_told_once_and_counted()
    {
        ContainerId id = CreateAndStart();
        Host.Links[id].Tell(new ShimNotice.MemoryExhausted(1));
        AwaitCondition(() => Services.Projection.Find(id)!.Inspection.State.OutOfMemoryKills == 1);
        // A shim that is reached anew tells it again.
        Host.Links[id].Tell(new ShimNotice.MemoryExhausted(1));
        Host.Links[id].Tell(new ShimNotice.Exited(new ExitFacts(0, true, Samples.Time) { OutOfMemoryKills = 1 }));
        Becomes(id, ContainerStatus.Exited);
        PublishEvent[] told = [.. Events.ReceiveN(4).Cast<PublishEvent>()];
        Assert.Equal(["create", "start", "oom", "die"], told.Select(published => published.Action));
        Assert.Equal("child", told[2].Attributes["process"]);
        ContainerStateInfo state = Services.Projection.Find(id)!.Inspection.State;
        Assert.Equal((false, 1, 1), (state.Exit!.OutOfMemory, state.Exit.OutOfMemoryKills, state.OutOfMemoryKills));
    }

    [Fact]
    public void A_start_that_the_runtime_refuses_is_told_with_its_exit_code()
    {
        Host.OnRun = _ => Task.FromResult(new RunOutcome(null, null, new Fault(FaultCode.RuntimeFailed, "exec: \"foo\": not found", 127)));
        ContainerId id = Create();
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Assert.Equal(127, Reply<Fault>().ExitCode);
        Becomes(id, ContainerStatus.Created);
        Assert.Equal("exec: \"foo\": not found", Services.Projection.Find(id)!.Inspection.State.Error);
    }

    [Fact]
    public void Start_while_starting_waits_and_is_then_not_modified()
    {
        var started = new TaskCompletionSource<RunOutcome>();
        ContainerState? state = null;
        Host.OnRun = order =>
        {
            state = order.State;
            return started.Task;
        };
        ContainerId id = Create();
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Becomes(id, ContainerStatus.Starting);
        Manager.Tell(new StartContainer(Ref(id)), TestActor);
        Called("run 1");
        started.SetResult(Host.Started(state!, _ => { }));
        Reply<Done>();
        Assert.Equal(FaultCode.NotModified, Reply<Fault>().Code);
    }

    [Fact]
    public void Stop_sends_the_signal_then_kills_when_the_time_is_up()
    {
        ContainerId id = CreateAndStart();
        Manager.Tell(new StopContainer(Ref(id)) { TimeoutSeconds = 7 }, TestActor);
        Called("signal 15");
        Settle(id);
        Assert.Equal(ContainerStatus.Stopping, Status(id));
        Clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.DoesNotContain("signal 9", Host.Calls);
        Clock.Advance(TimeSpan.FromSeconds(0.2));
        Reply<Done>();
        Assert.Equal(137, Services.Projection.Find(id)!.Summary.Exit!.Code);
    }

    [Fact]
    public void A_process_that_even_a_kill_does_not_end_keeps_nobody_waiting()
    {
        ContainerId id = CreateAndStart();
        Host.Links[id].Deadly.Clear();
        Manager.Tell(new KillContainer(Ref(id)), TestActor);
        Called("signal 9");
        Settle(id);
        Clock.Advance(TimeSpan.FromSeconds(10.1));
        Assert.Equal(FaultCode.Timeout, Reply<Fault>().Code);
        Assert.Equal(ContainerStatus.Running, Status(id));
    }

    [Fact]
    public void Pause_and_unpause_go_through_the_freezer()
    {
        ContainerId id = CreateAndStart();
        Manager.Tell(new PauseContainer(Ref(id)), TestActor);
        Reply<Done>();
        Assert.Equal(ContainerStatus.Paused, Status(id));
        Manager.Tell(new UnpauseContainer(Ref(id)), TestActor);
        Reply<Done>();
        Assert.Equal(ContainerStatus.Running, Status(id));
    }

    [Fact]
    public void A_pause_that_fails_is_undone_and_told()
    {
        Host.OnFreeze = frozen => frozen ? Task.FromException(new IOException("the freezer hangs")) : Task.CompletedTask;
        ContainerId id = CreateAndStart();
        Manager.Tell(new PauseContainer(Ref(id)), TestActor);
        Assert.Contains("the freezer hangs", Reply<Fault>().Message);
        Becomes(id, ContainerStatus.Running);
        Called("thaw");
    }

    [Fact]
    public void A_removed_on_exit_container_is_gone_with_its_name()
    {
        ContainerId id = CreateAndStart("web", settings => settings with { AutoRemove = true });
        Manager.Tell(new WaitContainer(Ref(id), WaitCondition.Removed), TestActor);
        Host.Links[id].Exit(5);
        Assert.Equal(5, Reply<ContainerWaited>().Exit.Code);
        Assert.Null(Services.Projection.Find(id));
        Create("web");
    }

    [Fact]
    public void The_logs_of_a_removed_on_exit_container_stay_while_they_are_read()
    {
        ContainerId id = CreateAndStart("web", settings => settings with { AutoRemove = true });
        IDisposable reading = Services.Projection.Readers.Hold(id);
        Host.Links[id].Exit(0);
        Becomes(id, ContainerStatus.Removing);
        Called("tear down 1");
        Assert.DoesNotContain("erase", Host.Calls);
        reading.Dispose();
        Called("erase");
    }

    [Fact]
    public void Removing_a_running_container_by_force_kills_it_first()
    {
        ContainerId id = CreateAndStart();
        Manager.Tell(new RemoveContainer(Ref(id)), TestActor);
        Assert.Equal(ContainerStatus.Running, Reply<Fault>().State);
        Manager.Tell(new RemoveContainer(Ref(id), Force: true), TestActor);
        Reply<Done>();
        Assert.Contains("signal 9", Host.Calls);
        Assert.Null(Services.Projection.Find(id));
    }

    [Fact]
    public void Restart_stops_and_starts_again()
    {
        ContainerId id = CreateAndStart();
        Host.Links[id].Deadly.Add(15);
        Manager.Tell(new RestartContainer(Ref(id)), TestActor);
        Reply<Done>();
        Called("run 2");
        Assert.Equal((ContainerStatus.Running, 2), (Status(id), Services.Projection.Find(id)!.Run));
    }

    [Fact]
    public void Rename_and_update_are_kept()
    {
        ContainerId id = CreateAndStart();
        Manager.Tell(new RenameContainer(Ref(id), "shop"), TestActor);
        Reply<Done>();
        Manager.Tell(new UpdateContainer(new ContainerReference("shop"), new ResourceLimits { PidsLimit = 9 }), TestActor);
        Assert.Equal(["no swap here"], Reply<ContainerUpdated>().Warnings);
        RestartManager();
        Becomes(id, ContainerStatus.Running);
        AwaitAssert(() => Assert.Equal(9, Services.Projection.Resolve(new ContainerReference("shop"), out _)!.Inspection.Settings.Resources.PidsLimit));
    }

    [Fact]
    public void An_exec_is_started_inspected_and_remembered_after_its_end()
    {
        ContainerId id = CreateAndStart();
        Manager.Tell(new OpenExec(new StartExec(Ref(id), new ExecSettings { Command = ["true"] }, Detach: true)), TestActor);
        ExecStarted exec = ((ExecOpened)FishForMessage(message => message is ExecOpened)).Started;
        Assert.Equal(77, exec.Pid);
        Host.Links[id].Tell(new ShimNotice.ExecExited(exec.Exec, new ExitStatus(4)));
        Called("acknowledge exec");
        AwaitAssert(() =>
        {
            Manager.Tell(new InspectExec(Ref(id), exec.Exec), TestActor);
            Assert.Equal(4, Reply<ExecInspection>().Exit?.Code);
        });
    }
}
