using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

public sealed class ContainerStateTests
{
    private static readonly DateTimeOffset Now = Samples.Time;

    private static ContainerState After(params IContainerEvent[] changes) =>
        changes.Aggregate(new ContainerState(), (state, change) => state.Apply(change));

    [Fact]
    public void A_life_from_creation_to_exit()
    {
        ContainerState state = After(Samples.Created);
        Assert.Equal(ContainerStatus.Created, state.Status);
        state = state.Apply(new StartRequestedEvent(Now, 1));
        Assert.Equal((ContainerStatus.Starting, 1), (state.Status, state.Run));
        state = state.Apply(Samples.Started(1));
        Assert.Equal((ContainerStatus.Running, 4711), (state.Status, state.Process!.Pid));
        state = state.Apply(new ExitedEvent(Now, 1, 3, true, Now) { LogFile = 1, LogOffset = 17 });
        Assert.Equal((ContainerStatus.Exited, 3, new LogPosition(1, 17)), (state.Status, state.Exit!.Code, state.FinalLog));
        Assert.Null(state.Process);
    }

    [Fact]
    public void An_exit_that_is_told_twice_counts_once()
    {
        ContainerState once = After(Samples.Created, new StartRequestedEvent(Now, 1), Samples.Started(1), new ExitedEvent(Now, 1, 3, true, Now));
        Assert.Equal(once, once.Apply(new ExitedEvent(Now, 1, 9, true, Now)));
    }

    [Fact]
    public void An_exit_of_an_earlier_run_does_not_end_the_present_one()
    {
        ContainerState second = After(
            Samples.Created, new StartRequestedEvent(Now, 1), Samples.Started(1), new ExitedEvent(Now, 1, 0, true, Now),
            new StartRequestedEvent(Now, 2), Samples.Started(2));
        Assert.Equal(ContainerStatus.Running, second.Apply(new ExitedEvent(Now, 1, 9, true, Now)).Status);
    }

    [Fact]
    public void A_first_start_that_fails_leaves_it_created_with_the_reason()
    {
        ContainerState state = After(Samples.Created, new StartRequestedEvent(Now, 1), new StartFailedEvent(Now, 1, "no such file", 127));
        Assert.Equal((ContainerStatus.Created, "no such file", 127), (state.Status, state.Error, state.Exit!.Code));
    }

    [Fact]
    public void A_later_start_that_fails_leaves_it_exited()
    {
        ContainerState state = After(
            Samples.Created, new StartRequestedEvent(Now, 1), Samples.Started(1), new ExitedEvent(Now, 1, 0, true, Now),
            new StartRequestedEvent(Now, 2), new StartFailedEvent(Now, 2, "gone", 127));
        Assert.Equal(ContainerStatus.Exited, state.Status);
    }

    [Fact]
    public void A_stop_while_a_restart_is_due_ends_the_waiting()
    {
        ContainerState state = After(
            Samples.Created, new StartRequestedEvent(Now, 1), Samples.Started(1), new ExitedEvent(Now, 1, 1, true, Now),
            new RestartScheduledEvent(Now, Now.AddSeconds(1), 1, 100), new StopRequestedEvent(Now));
        Assert.Equal((ContainerStatus.Exited, true, null), (state.Status, state.StopWanted, state.RestartDue));
    }

    [Fact]
    public void A_start_by_a_person_forgets_the_restarts_and_one_by_policy_keeps_them()
    {
        ContainerState waiting = After(
            Samples.Created, new StartRequestedEvent(Now, 1), Samples.Started(1), new ExitedEvent(Now, 1, 1, true, Now),
            new RestartScheduledEvent(Now, Now, 4, 800));
        Assert.Equal(4, waiting.Apply(new StartRequestedEvent(Now, 2) { ByPolicy = true }).Restarts.Count);
        Assert.Equal(0, waiting.Apply(new StartRequestedEvent(Now, 2)).Restarts.Count);
    }

    [Fact]
    public void A_log_that_ends_after_the_exit_was_told_is_known_in_the_end()
    {
        ContainerState state = After(
            Samples.Created, new StartRequestedEvent(Now, 1), Samples.Started(1), new ExitedEvent(Now, 1, 0, true, Now),
            new LogEndedEvent(Now, 1, 2, 99));
        Assert.Equal(new LogPosition(2, 99), state.FinalLog);
    }

    [Fact]
    public void Changed_limits_lie_over_the_old_ones()
    {
        ResourceLimits merged = ResourceMerge.Over(new ResourceLimits { Memory = 100, NanoCpus = 5 }, new ResourceLimits { PidsLimit = 7, CpuQuota = 50 });
        Assert.Equal((100, null, 7, 50), (merged.Memory, merged.NanoCpus, merged.PidsLimit, merged.CpuQuota));
    }
}
