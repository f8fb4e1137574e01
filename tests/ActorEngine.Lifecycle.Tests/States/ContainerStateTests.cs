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
    public void Swap_that_came_of_the_memory_limit_stays_when_that_changes()
    {
        Assert.Equal(200, ResourceMerge.Over(new ResourceLimits { Memory = 100 }, new ResourceLimits { Memory = 50 }).MemorySwap);
        Assert.Null(ResourceMerge.Over(new ResourceLimits(), new ResourceLimits { Memory = 50 }).MemorySwap);
    }

    [Fact]
    public void Limits_of_devices_are_laid_over_device_by_device_and_zero_takes_one_back()
    {
        var old = new ResourceLimits { DeviceReadBps = [new("/dev/a", 1), new("/dev/b", 2)] };
        ResourceLimits merged = ResourceMerge.Over(old, new ResourceLimits { DeviceReadBps = [new("/dev/b", 0), new("/dev/c", 3)] });
        Assert.Equal([new DeviceLimit("/dev/a", 1), new DeviceLimit("/dev/c", 3)], merged.DeviceReadBps!);
    }

    [Fact]
    public void A_change_is_taken_back_to_what_was_or_to_no_limit()
    {
        var old = new ResourceLimits { Memory = 100, NanoCpus = 7 };
        var change = new ResourceLimits { Memory = 50, PidsLimit = 3, NanoCpus = 9, CpusetCpus = "0", DeviceReadIops = [new("/dev/a", 5)] };
        ResourceLimits back = ResourceMerge.Back(old, change, "0-3", "0");
        Assert.Equal((100, 200, -1, 7, "0-3", null), (back.Memory, back.MemorySwap, back.PidsLimit, back.NanoCpus, back.CpusetCpus, back.CpuShares));
        Assert.Equal([new DeviceLimit("/dev/a", 0)], back.DeviceReadIops!);
    }

    public static TheoryData<string?, ResourceLimits, ResourceLimits> Changes => new()
    {
        { "resources.nanoCpus", new() { CpuQuota = 5000 }, new() { NanoCpus = 1 } },
        { "resources.nanoCpus", new() { CpuPeriod = 5000 }, new() { NanoCpus = 1 } },
        { "resources.cpuPeriod", new() { NanoCpus = 1 }, new() { CpuPeriod = 5000 } },
        { "resources.cpuQuota", new() { NanoCpus = 1 }, new() { CpuQuota = 5000 } },
        { "resources.memory", new() { Memory = 10 }, new() { Memory = 21 } },
        { "resources.memory", new() { Memory = 10, MemorySwap = 15 }, new() { Memory = 16 } },
        { "resources.shmSize", new(), new() { ShmSize = 1 } },
        { null, new() { Memory = 10 }, new() { Memory = 20 } },
        { null, new() { Memory = 10 }, new() { Memory = 21, MemorySwap = 30 } },
        { null, new() { Memory = 10, MemorySwap = -1 }, new() { Memory = 1000 } },
        { null, new(), new() { Memory = 1000 } },
        { null, new() { NanoCpus = 1 }, new() { NanoCpus = 2 } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Changes_that_contradict_what_there_is_are_refused(string? field, ResourceLimits old, ResourceLimits change) =>
        Assert.Equal(field, UpdateRules.Refuse(new ContainerSettings { Image = new ImageReference("x"), Resources = old }, change, null)?.Field);

    [Fact]
    public void Changed_limits_lie_over_the_old_ones()
    {
        ResourceLimits merged = ResourceMerge.Over(new ResourceLimits { Memory = 100, NanoCpus = 5 }, new ResourceLimits { PidsLimit = 7, CpuQuota = 50 });
        Assert.Equal((100, null, 7, 50), (merged.Memory, merged.NanoCpus, merged.PidsLimit, merged.CpuQuota));
    }
}
