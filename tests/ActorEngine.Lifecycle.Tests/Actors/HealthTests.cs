using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Health checks of containers, with virtual time between probes.</summary>
public sealed class HealthTests : LifecycleTest
{
    private static readonly HealthcheckSettings Port = new() { Test = ["TCP", "80"], Interval = 1_000_000_000, Retries = 2 };

    [Fact]
    public void Changes_are_told_once_each_and_the_log_shows_each_probe()
    {
        ContainerId id = CreateAndStart(change: settings => settings with { Healthcheck = Port });
        Assert.Equal(HealthStatus.Starting, Services.Projection.Find(id)!.Summary.Health);
        Shows(id, HealthStatus.Healthy);
        Host.OnProbe = _ => new ProbeOutcome(1, "no");
        Shows(id, HealthStatus.Unhealthy);
        ContainerHealth health = Services.Projection.Find(id)!.Inspection.State.Health!;
        Assert.True(health.FailingStreak >= 2);
        Assert.Equal("no", health.Log[^1].Output);
        Assert.Equal("health_status: healthy", ((PublishEvent)Events.FishForMessage(IsHealth)).Action);
        Assert.Equal("health_status: unhealthy", ((PublishEvent)Events.FishForMessage(IsHealth)).Action);
    }

    [Fact]
    public void A_program_is_a_session_that_nobody_else_is_told_of()
    {
        ContainerId id = CreateAndStart(change: settings => settings with { Healthcheck = Port with { Test = ["CMD", "check"] } });
        Shows(id, HealthStatus.Healthy);
        Called("exec check");
        Called("acknowledge exec");
        Assert.Empty(Services.Projection.Find(id)!.Inspection.Execs);
        Events.ExpectMsg<PublishEvent>(told => told.Action == "create");
        Events.ExpectMsg<PublishEvent>(told => told.Action == "start");
        Events.ExpectMsg<PublishEvent>(told => told.Action == "health_status: healthy");
    }

    [Fact]
    public void What_is_known_outlives_the_daemon_and_its_probes_are_ended()
    {
        ContainerId id = CreateAndStart(change: settings => settings with { Healthcheck = Port with { Test = ["CMD", "check"] } });
        Shows(id, HealthStatus.Healthy);
        var old = new ExecId("health-of-old");
        Host.Execs = [new ExecFound(old, 77, true)];
        RestartManager();
        AwaitAssert(() => Assert.Equal((ContainerStatus.Running, false), (Status(id), Services.Projection.Find(id)!.Recovering)));
        Assert.Equal(HealthStatus.Healthy, Services.Projection.Find(id)!.Summary.Health);
        AwaitAssert(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Contains("kill exec health-of-old", Host.Calls);
            Assert.NotEmpty(Services.Projection.Find(id)!.Inspection.State.Health!.Log);
        });
        Assert.Empty(Services.Projection.Find(id)!.Inspection.Execs);
    }

    [Fact]
    public void A_paused_container_is_not_probed_and_one_that_ended_is_unhealthy()
    {
        ContainerId id = CreateAndStart(change: settings => settings with { Healthcheck = Port });
        Shows(id, HealthStatus.Healthy);
        Manager.Tell(new PauseContainer(Ref(id)), TestActor);
        Reply<Done>();
        Settle(id);
        int probes = Host.Probes;
        Clock.Advance(TimeSpan.FromSeconds(10));
        Settle(id);
        Assert.Equal(probes, Host.Probes);
        Assert.Equal(HealthStatus.Healthy, Services.Projection.Find(id)!.Summary.Health);
        Host.Links[id].Exit(0);
        Becomes(id, ContainerStatus.Exited);
        Assert.Equal(HealthStatus.Unhealthy, Services.Projection.Find(id)!.Summary.Health);
    }

    [Fact]
    public void Unhealthy_is_a_fault_where_the_restart_policy_says_so()
    {
        ContainerId id = CreateAndStart(change: settings => settings with { Healthcheck = Port, Restart = new RestartPolicy { OnUnhealthy = true } });
        Host.OnProbe = _ => new ProbeOutcome(1, "");
        Stops(id);
        Host.OnProbe = null;
        Host.Links[id].Exit(143);
        Becomes(id, ContainerStatus.Restarting);
        AwaitAssert(() =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Contains("run 2", Host.Calls);
        });
        Becomes(id, ContainerStatus.Running);
        Assert.Equal(1, Services.Projection.Find(id)!.Summary.RestartCount);
        // An exit of its own is none of this policy's business.
        Host.Links[id].Exit(1);
        Becomes(id, ContainerStatus.Exited);
    }

    [Fact]
    public void A_stop_while_it_is_being_restarted_for_its_health_is_the_last_word()
    {
        ContainerId id = CreateAndStart(change: settings => settings with { Healthcheck = Port, Restart = new RestartPolicy { OnUnhealthy = true } });
        Host.OnProbe = _ => new ProbeOutcome(1, "");
        Stops(id);
        Manager.Tell(new StopContainer(Ref(id)), TestActor);
        Settle(id);
        Host.Links[id].Exit(143);
        Reply<Done>();
        Assert.Equal(ContainerStatus.Exited, Status(id));
    }

    [Fact]
    public void Unhealthy_changes_nothing_where_it_does_not()
    {
        ContainerId id = CreateAndStart(change: settings => settings with { Healthcheck = Port, Restart = new RestartPolicy { Condition = RestartCondition.Always } });
        Host.OnProbe = _ => new ProbeOutcome(1, "");
        Shows(id, HealthStatus.Unhealthy);
        Settle(id);
        Assert.Equal(ContainerStatus.Running, Status(id));
    }

    [Fact]
    public void A_restart_for_health_without_a_check_is_warned_of()
    {
        Manager.Tell(new CreateContainer(OperationId.New(), "web", Samples.Settings with { Restart = new RestartPolicy { OnUnhealthy = true } }), TestActor);
        Assert.Contains("neither it nor its image has a health check", Assert.Single(Reply<ContainerCreated>().Warnings));
    }

    private static bool IsHealth(object message) => message is PublishEvent told && told.Action.StartsWith("health_status", StringComparison.Ordinal);

    private void Stops(ContainerId id) => AwaitAssert(() =>
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ContainerStatus.Stopping, Status(id));
    }, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(10));

    private void Shows(ContainerId id, HealthStatus status) => AwaitAssert(() =>
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(status, Services.Projection.Find(id)?.Summary.Health);
    }, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(10));
}
