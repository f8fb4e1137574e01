using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>Notices of version 2 control groups, whose files are ordinary ones here.</summary>
public sealed class MemoryNoticeTests
{
    [Fact]
    public async Task Kills_counted_in_memory_events_are_told_and_stand_in_the_exit()
    {
        using var place = new Scratch();
        string events = place.Path("memory.events");
        File.WriteAllText(events, "low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\n");
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { UnifiedCgroup = place.Root });
        string gate = shim.Scratch.Path("gate");
        await shim.StartShellAsync($"while [ ! -e {gate} ]; do sleep 0.01; done; exit 137");
        File.WriteAllText(events, "low 0\nhigh 0\nmax 4\noom 1\noom_kill 2\n");
        File.WriteAllText(gate, "");
        Exited exit = await shim.ExitAsync();
        Assert.True(exit.OutOfMemory);
        Assert.Equal(2, exit.OutOfMemoryKills);
        Assert.Equal(2, (await shim.Link.StatusAsync().Soon()).OutOfMemoryKills);
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("exit 1")]
    [InlineData("kill -TERM $$")]
    public async Task Kills_that_the_container_survived_are_counted_and_are_not_its_end(string end)
    {
        using var place = new Scratch();
        string events = place.Path("memory.events");
        File.WriteAllText(events, "oom 0\noom_kill 0\n");
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { UnifiedCgroup = place.Root });
        string gate = shim.Scratch.Path("gate");
        await shim.StartShellAsync($"while [ ! -e {gate} ]; do sleep 0.01; done; {end}");
        File.WriteAllText(events, "oom 1\noom_kill 1\n");
        Assert.Equal(1, (await shim.Link.Next<ShimNotification.MemoryExhausted>()).Notice.Kills);
        File.WriteAllText(gate, "");
        Exited exit = await shim.ExitAsync();
        Assert.Equal((false, 1), (exit.OutOfMemory, exit.OutOfMemoryKills));
    }

    [Fact]
    public async Task A_kill_that_was_asked_for_is_not_for_want_of_memory()
    {
        using var place = new Scratch();
        string events = place.Path("memory.events");
        File.WriteAllText(events, "oom 0\noom_kill 0\n");
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { UnifiedCgroup = place.Root });
        await shim.StartShellAsync("exec sleep 1000");
        File.WriteAllText(events, "oom 1\noom_kill 1\n");
        await shim.Link.Next<ShimNotification.MemoryExhausted>();
        await shim.Link.SignalAsync(9, all: false).Soon();
        Exited exit = await shim.ExitAsync();
        Assert.Equal((9, false, 1), (exit.Signal, exit.OutOfMemory, exit.OutOfMemoryKills));
    }

    [Fact]
    public async Task A_running_container_is_told_about_at_once_and_new_links_again()
    {
        using var place = new Scratch();
        string events = place.Path("memory.events");
        File.WriteAllText(events, "oom 0\noom_kill 0\n");
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { UnifiedCgroup = place.Root });
        await shim.StartShellAsync("exec sleep 1000");
        File.WriteAllText(events, "oom 1\noom_kill 1\n");
        Assert.Equal(1, (await shim.Link.Next<ShimNotification.MemoryExhausted>()).Notice.Kills);
        ShimConnection second = await shim.ConnectAsync();
        Assert.Equal(1, (await second.Next<ShimNotification.MemoryExhausted>()).Notice.Kills);
    }

    [Fact]
    public async Task A_kill_counted_after_its_notice_is_told_without_another_one()
    {
        using var place = new Scratch();
        string events = place.Path("memory.events"), later = place.Path("later");
        File.WriteAllText(events, "oom 0\noom_kill 0\n");
        File.WriteAllText(later, "oom 1\noom_kill 1\n");
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { UnifiedCgroup = place.Root });
        await shim.StartShellAsync("exec sleep 1000");
        // As version 1 does it: the notice first, the count after. Another file of that name raises no notice.
        File.AppendAllText(events, "oom_group_kill 0\n");
        File.Move(later, events, overwrite: true);
        Assert.Equal(1, (await shim.Link.Next<ShimNotification.MemoryExhausted>()).Notice.Kills);
    }

    [Fact]
    public async Task A_kill_without_any_notice_is_told_before_the_exit()
    {
        using var place = new Scratch();
        string events = place.Path("memory.events"), later = place.Path("later");
        File.WriteAllText(later, "oom 1\noom_kill 1\n");
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { UnifiedCgroup = place.Root });
        string gate = shim.Scratch.Path("gate");
        await shim.StartShellAsync($"while [ ! -e {gate} ]; do sleep 0.01; done; exit 137");
        await shim.Link.StatusAsync().Soon();
        File.Move(later, events);
        File.WriteAllText(gate, "");
        Assert.Equal(1, (await shim.Link.Next<ShimNotification.MemoryExhausted>()).Notice.Kills);
        Assert.True((await shim.ExitAsync()).OutOfMemory);
    }
}
