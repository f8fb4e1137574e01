using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Starts that wait for other containers.</summary>
public sealed class DependencyTests : LifecycleTest
{
    [Fact]
    public void A_start_starts_what_it_depends_on_first_and_waits_until_that_is_healthy()
    {
        ContainerId db = Create("db", Checked), web = Create("web", settings => On(settings, "db", DependencyCondition.Healthy));
        Manager.Tell(new StartContainer(Ref(web)), TestActor);
        Becomes(db, ContainerStatus.Running);
        AwaitAssert(() => Assert.Equal("db to be healthy", Services.Projection.Find(web)!.Summary.WaitingFor));
        Assert.Equal(ContainerStatus.Created, Status(web));
        Passes(db);
        Reply<Done>();
        Assert.Equal(ContainerStatus.Running, Status(web));
        Assert.Equal("", Services.Projection.Find(web)!.Summary.WaitingFor);
    }

    [Fact]
    public void What_did_not_complete_refuses_the_start_by_its_name()
    {
        ContainerId migrate = CreateAndStart("migrate"), web = Create("web", settings => On(settings, "migrate", DependencyCondition.Completed));
        Manager.Tell(new StartContainer(Ref(web)), TestActor);
        AwaitAssert(() => Assert.Equal("migrate to complete", Services.Projection.Find(web)!.Inspection.State.WaitingFor));
        Host.Links[migrate].Exit(3);
        Fault fault = Reply<Fault>();
        Assert.Equal("Container web depends on migrate, which ended with exit code 3: see 'logs migrate', and start it again.", fault.Message);
        Assert.Equal("dependsOn", fault.Field);
        Manager.Tell(new StartContainer(Ref(migrate)), TestActor);
        Reply<Done>();
        Host.Links[migrate].Exit(0);
        Becomes(migrate, ContainerStatus.Exited);
        Manager.Tell(new StartContainer(Ref(web)), TestActor);
        Reply<Done>();
    }

    [Fact]
    public void Names_that_are_not_there_and_circles_are_refused_at_the_creation()
    {
        Manager.Tell(new CreateContainer(OperationId.New(), "web", On(Samples.Settings, "db", DependencyCondition.Started)), TestActor);
        Fault missing = Reply<Fault>();
        Assert.Equal((FaultCode.NotFound, "dependsOn"), (missing.Code, missing.Field));
        ContainerId db = Create("db");
        Create("web", settings => On(settings, "db", DependencyCondition.Started));
        Manager.Tell(new RemoveContainer(Ref(db)), TestActor);
        Reply<Done>();
        Manager.Tell(new CreateContainer(OperationId.New(), "db", On(Samples.Settings, "web", DependencyCondition.Started)), TestActor);
        Assert.Contains("db -> web -> db", Reply<Fault>().Message);
    }

    [Fact]
    public void A_container_made_anew_under_the_name_takes_the_place_of_the_old_one()
    {
        ContainerId db = Create("db"), web = Create("web", settings => On(settings, "db", DependencyCondition.Started));
        Manager.Tell(new RemoveContainer(Ref(db)), TestActor);
        Reply<Done>();
        Manager.Tell(new StartContainer(Ref(web)), TestActor);
        Assert.Contains("no such container", Reply<Fault>().Message);
        ContainerId anew = Create("db");
        Manager.Tell(new StartContainer(Ref(web)), TestActor);
        Reply<Done>();
        Assert.Equal(ContainerStatus.Running, Status(anew));
    }

    [Fact]
    public void A_stop_calls_a_waiting_start_off()
    {
        CreateAndStart("migrate");
        ContainerId web = Create("web", settings => On(settings, "migrate", DependencyCondition.Completed));
        Manager.Tell(new StartContainer(Ref(web)), TestActor);
        AwaitAssert(() => Assert.NotEqual("", Services.Projection.Find(web)!.Summary.WaitingFor));
        Manager.Tell(new StopContainer(Ref(web)), TestActor);
        Assert.Contains("called off", Reply<Fault>().Message);
        Reply<Done>();
        Assert.Equal((ContainerStatus.Created, ""), (Status(web), Services.Projection.Find(web)!.Summary.WaitingFor));
    }

    [Fact]
    public void Restart_policies_keep_the_order_after_a_restart_of_the_daemon()
    {
        var always = new RestartPolicy { Condition = RestartCondition.Always };
        ContainerId db = CreateAndStart("db", settings => Checked(settings) with { Restart = always });
        Passes(db);
        ContainerId web = CreateAndStart("web", settings => On(settings, "db", DependencyCondition.Healthy) with { Restart = always });
        Host.OnAttach = _ => new AttachOutcome.Ended(ExitFacts.Unknown(Samples.Time));
        RestartManager();
        Becomes(web, ContainerStatus.Restarting);
        Becomes(db, ContainerStatus.Restarting);
        Host.OnAttach = null;
        AwaitAssert(() =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Equal(ContainerStatus.Running, Status(db));
        });
        AwaitAssert(() => Assert.Equal("db to be healthy", Services.Projection.Find(web)!.Summary.WaitingFor));
        Passes(db);
        Becomes(web, ContainerStatus.Running);
    }

    private static ContainerSettings On(ContainerSettings settings, string name, DependencyCondition condition) =>
        settings with { DependsOn = [new ContainerDependency(new ContainerReference(name), condition)] };

    private static ContainerSettings Checked(ContainerSettings settings) => settings with { Healthcheck = new HealthcheckSettings { Test = ["TCP", "80"], Interval = 1_000_000_000 } };

    private void Passes(ContainerId id)
    {
        AwaitAssert(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(HealthStatus.Healthy, Services.Projection.Find(id)?.Summary.Health);
        }, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(10));
    }
}
