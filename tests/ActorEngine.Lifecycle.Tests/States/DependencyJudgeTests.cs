using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>What each state of a dependency means to the start that waits for it.</summary>
public sealed class DependencyJudgeTests
{
    private static readonly RestartPolicy OnUnhealthy = new() { OnUnhealthy = true };

    [Theory]
    [InlineData(DependencyCondition.Started, ContainerStatus.Created, "start")]
    [InlineData(DependencyCondition.Started, ContainerStatus.Starting, "wait")]
    [InlineData(DependencyCondition.Started, ContainerStatus.Running, "met")]
    [InlineData(DependencyCondition.Started, ContainerStatus.Paused, "met")]
    [InlineData(DependencyCondition.Started, ContainerStatus.Stopping, "wait")]
    [InlineData(DependencyCondition.Started, ContainerStatus.Restarting, "wait")]
    [InlineData(DependencyCondition.Started, ContainerStatus.Exited, "start")]
    [InlineData(DependencyCondition.Started, ContainerStatus.Removing, "Container web depends on db, which is removing.")]
    [InlineData(DependencyCondition.Started, ContainerStatus.Dead, "Container web depends on db, which is dead.")]
    [InlineData(DependencyCondition.Healthy, ContainerStatus.Created, "start")]
    [InlineData(DependencyCondition.Healthy, ContainerStatus.Exited, "start")]
    [InlineData(DependencyCondition.Healthy, ContainerStatus.Running, "Container web depends on db, which has no health check: give it one, or depend on db:started.")]
    [InlineData(DependencyCondition.Completed, ContainerStatus.Created, "start")]
    [InlineData(DependencyCondition.Completed, ContainerStatus.Running, "wait")]
    [InlineData(DependencyCondition.Completed, ContainerStatus.Exited, "met")]
    public void By_condition_and_status(DependencyCondition condition, ContainerStatus status, string verdict) => Assert.Equal(verdict, Judge(condition, View(status)));

    [Theory]
    [InlineData(HealthStatus.Starting, "wait")]
    [InlineData(HealthStatus.Healthy, "met")]
    [InlineData(HealthStatus.Unhealthy, "Container web depends on db, which is unhealthy.")]
    public void By_health(HealthStatus health, string verdict) => Assert.Equal(verdict, Judge(DependencyCondition.Healthy, View(ContainerStatus.Running, health)));

    [Fact]
    public void One_that_is_started_again_when_it_is_unhealthy_is_waited_for() =>
        Assert.Equal("wait", Judge(DependencyCondition.Healthy, View(ContainerStatus.Running, HealthStatus.Unhealthy, restart: OnUnhealthy)));

    [Theory]
    [InlineData(3, true, "Container web depends on db, which ended with exit code 3: see 'logs db', and start it again.")]
    [InlineData(0, false, "Container web depends on db, which ended, and nobody knows how: see 'logs db', and start it again.")]
    public void One_that_did_not_complete_well_is_a_fault(int code, bool known, string verdict) =>
        Assert.Equal(verdict, Judge(DependencyCondition.Completed, View(ContainerStatus.Exited, exit: new ExitStatus(code, known))));

    [Fact]
    public void One_that_was_started_for_this_wait_and_has_ended_was_started() => Assert.Equal("met", Judge(DependencyCondition.Started, View(ContainerStatus.Exited), started: true));

    [Fact]
    public void One_that_was_started_for_this_wait_and_has_ended_will_not_be_healthy() =>
        Assert.Equal("Container web depends on db, which ended with exit code 0 before it was healthy.", Judge(DependencyCondition.Healthy, View(ContainerStatus.Exited), started: true));

    [Fact]
    public void One_that_is_not_there_is_a_fault() =>
        Assert.Equal("Container web depends on db, and there is no such container: make it, or make this one anew without it.", Judge(DependencyCondition.Started, null));

    private static string Judge(DependencyCondition condition, ContainerView? view, bool started = false) =>
        DependencyJudge.Judge("web", new ContainerDependency(new ContainerReference("db"), condition), view, started) switch
        {
            DependencyVerdict.Met => "met",
            DependencyVerdict.Wait { Start: true } => "start",
            DependencyVerdict.Wait => "wait",
            DependencyVerdict.Fail fail => fail.Fault.Message,
            _ => "",
        };

    private static ContainerView View(ContainerStatus status, HealthStatus? health = null, RestartPolicy? restart = null, ExitStatus? exit = null)
    {
        ContainerState state = Samples.State(status) with { Health = health, Exit = exit ?? new ExitStatus(0) };
        state = state with { Settings = state.Settings! with { Restart = restart ?? new() } };
        return ContainerViews.Of(state, ContainerPaths.Of(new LifecycleSettings { StateDirectory = "/s", RunDirectory = "/r", ShimPath = "" }, state.Id), "/user/x", []);
    }
}
