using ActorEngine.Contracts;

namespace ActorEngine.Projects.Tests;

public sealed class ProjectPlanTests
{
    private static readonly ProjectSettings Shop = Sample.Project(Sample.Service("web", "db"), Sample.Service("db"), Sample.Service("worker", "db") with { Scale = 2 });

    private static string[] Run(RunProject command, params ContainerView[] views)
    {
        var (stages, fault) = ProjectPlan.Run(command, views, ["shop_default"]);
        Assert.Null(fault);
        return Sample.Words(stages);
    }

    [Fact]
    public void What_others_depend_on_is_made_and_started_first() => Assert.Equal(
        [
            "create shop_data",
            "create shop-db-1",
            "create shop-web-1, create shop-worker-1, create shop-worker-2",
            "start shop-db-1",
            "start shop-web-1, start shop-worker-1, start shop-worker-2",
        ],
        Run(new RunProject(Shop)));

    [Fact]
    public void A_network_that_is_missing_is_made_first() => Assert.Equal("create shop_default, create shop_data", Sample.Words(ProjectPlan.Run(new RunProject(Shop), [], []).Stages)[0]);

    [Fact]
    public void An_external_network_must_be_there()
    {
        var project = Shop with { Networks = [new ProjectNetwork("out", new CreateNetwork("out"), External: true)] };
        Assert.Equal(FaultCode.NotFound, ProjectPlan.Run(new RunProject(project), [], []).Fault!.Code);
    }

    [Fact]
    public void Containers_that_are_as_they_should_be_stay() => Assert.Equal(
        ["create shop_data", "start shop-db-1"],
        Run(new RunProject(Shop) { Services = ["db"] }, Sample.View(Shop, "db")));

    [Fact]
    public void One_whose_settings_differ_is_made_anew() => Assert.Equal(
        ["create shop_data", "stop shop-db-1, remove shop-db-1, create shop-db-1", "start shop-db-1"],
        Run(new RunProject(Shop) { Services = ["db"] }, Sample.View(Shop, "db", hash: "other")));

    [Fact]
    public void It_stays_where_that_is_asked_for() => Assert.DoesNotContain("remove", string.Join(' ', Run(new RunProject(Shop) { Recreate = RecreateChoice.Never }, Sample.View(Shop, "db", hash: "other"))), StringComparison.Ordinal);

    [Fact]
    public void A_smaller_scale_takes_the_last_ones_away() => Assert.Equal("stop shop-worker-3, remove shop-worker-3",
        Run(new RunProject(Shop) { Services = ["worker"], NoDependencies = true }, Sample.View(Shop, "worker"), Sample.View(Shop, "worker", 2), Sample.View(Shop, "worker", 3))[1]);

    [Fact]
    public void Named_services_bring_what_they_depend_on() => Assert.Equal(
        ["create shop_data", "create shop-db-1", "create shop-web-1", "start shop-db-1", "start shop-web-1"],
        Run(new RunProject(Shop) { Services = ["web"] }));

    [Fact]
    public void Without_dependencies_they_come_alone_and_wait_for_nothing()
    {
        var (stages, _) = ProjectPlan.Run(new RunProject(Shop) { Services = ["web"], NoDependencies = true }, [], []);
        var create = stages.SelectMany(stage => stage.Lists).SelectMany(list => list.Works).Select(work => work.Message).OfType<CreateContainer>().Single();
        Assert.Equal("shop-web-1", create.Name);
        Assert.Empty(create.Settings.DependsOn);
    }

    [Fact]
    public void A_container_waits_for_the_first_one_of_each_service_it_depends_on()
    {
        var (stages, _) = ProjectPlan.Run(new RunProject(Shop), [], []);
        var create = stages.SelectMany(stage => stage.Lists).SelectMany(list => list.Works).Select(work => work.Message).OfType<CreateContainer>().Single(message => message.Name == "shop-web-1");
        Assert.Equal([new ContainerDependency(new ContainerReference("shop-db-1"), DependencyCondition.Healthy)], create.Settings.DependsOn);
        Assert.Equal(("shop", "web", "1", "False"), (create.Settings.Labels[ComposeLabels.Project], create.Settings.Labels[ComposeLabels.Service], create.Settings.Labels[ComposeLabels.Number], create.Settings.Labels[ComposeLabels.OneOff]));
    }

    [Fact]
    public void A_dependent_is_restarted_where_it_asks_for_that()
    {
        var web = Sample.Service("web") with { DependsOn = [new ServiceDependency("db") { Restart = true }] };
        var project = Sample.Project(web, Sample.Service("db"));
        Assert.Equal("restart shop-web-1", Run(new RunProject(project), Sample.View(project, "web"), Sample.View(project, "db", hash: "other"))[^1]);
    }

    [Fact]
    public void Orphans_go_only_when_that_is_asked_for()
    {
        var old = Sample.View(Shop, "old");
        Assert.DoesNotContain(Run(new RunProject(Shop), old), stage => stage.Contains("shop-old-1", StringComparison.Ordinal));
        Assert.Equal("stop shop-old-1, remove shop-old-1", Run(new RunProject(Shop) { RemoveOrphans = true }, old)[1]);
    }

    [Fact]
    public void An_unknown_service_is_refused() => Assert.Equal(FaultCode.NotFound, ProjectPlan.Run(new RunProject(Shop) { Services = ["nobody"] }, [], []).Fault!.Code);

    [Fact]
    public void Stopping_goes_backwards_and_leaves_what_does_not_run() => Assert.Equal(
        ["stop shop-web-1", "stop shop-db-1"],
        Sample.Words(ProjectPlan.Stop(Shop, [Sample.View(Shop, "db"), Sample.View(Shop, "web"), Sample.View(Shop, "worker", status: ContainerStatus.Exited)], [], null)));

    [Fact]
    public void Removing_takes_containers_then_networks_then_volumes()
    {
        var network = new NetworkInspection { Id = new NetworkId("n"), Name = "shop_default", Driver = "bridge", Labels = new Dictionary<string, string> { [ComposeLabels.Project] = "shop" } };
        Assert.Equal(
            ["stop shop-web-1, remove shop-web-1", "stop shop-db-1, remove shop-db-1", "remove shop_default", "remove shop_data"],
            Sample.Words(ProjectPlan.Remove(Shop, new RemoveProject("shop") { Volumes = true }, [Sample.View(Shop, "db"), Sample.View(Shop, "web")], [network])));
    }

    [Fact]
    public void How_many_there_are_makes_no_container_another_one()
    {
        Assert.Equal(ConfigHash.Of(Shop.Services[0]), ConfigHash.Of(Shop.Services[0] with { Scale = 5, DependsOn = [] }));
        Assert.NotEqual(ConfigHash.Of(Shop.Services[0]), ConfigHash.Of(Shop.Services[0] with { ImageId = new Digest("sha256:1") }));
    }

    [Fact]
    public void A_project_of_others_is_told_by_labels() =>
        Assert.Equal(["db", "web"], ProjectPlan.Found("shop", [Sample.View(Shop, "web"), Sample.View(Shop, "db")]).Services.Select(service => service.Name));

    [Theory]
    [InlineData("Shop")]
    [InlineData("")]
    [InlineData("../x")]
    public void A_wrong_name_is_refused(string name) => Assert.Equal(FaultCode.InvalidArgument, ProjectRules.Check(Shop with { Name = name })!.Code);

    [Fact]
    public void A_circle_is_refused() => Assert.Contains("circle", ProjectRules.Check(Sample.Project(Sample.Service("a", "b"), Sample.Service("b", "a")))!.Message, StringComparison.Ordinal);
}
