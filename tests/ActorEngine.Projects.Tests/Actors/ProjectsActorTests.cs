using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Projects.Tests;

public sealed class ProjectsActorTests : TestKit
{
    private const string Hocon = """
        akka.loglevel = ERROR
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    private readonly TestProbe lifecycle, events;
    private readonly ProjectSettings shop;
    private IReadOnlyList<ContainerView> views = [];
    private IActorRef projects;

    public ProjectsActorTests() : base(ConfigurationFactory.ParseString(Hocon))
    {
        (lifecycle, events) = (CreateTestProbe(), CreateTestProbe());
        shop = Sample.Project(Sample.Service("web", "db"), Sample.Service("db") with { OnFailure = new FailurePolicy { Action = FailureAction.StopDependents } }) with { Networks = [], Volumes = [] };
        projects = Start();
    }

    [Fact]
    public void A_project_is_made_and_started_in_order_and_answered_with_what_it_is()
    {
        Run();
        var known = ExpectMsg<ProjectInspection>();
        Assert.Equal(["web", "db"], known.Services.Select(service => service.Name));
        Assert.True(known.Supervised);
    }

    [Fact]
    public void The_first_fault_ends_it_and_is_the_answer()
    {
        projects.Tell(new RunProject(shop));
        Assert.Equal("shop-db-1", lifecycle.ExpectMsg<CreateContainer>().Name);
        lifecycle.Reply(new Fault(FaultCode.Conflict, "no"));
        Assert.Equal("no", FishFor<Fault>().Message);
        lifecycle.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_failed_service_takes_its_dependents_along_and_is_remembered_by_the_next_actor()
    {
        Run();
        ExpectMsg<ProjectInspection>();
        views = [Sample.View(shop, "web"), Sample.View(shop, "db")];
        Sys.EventStream.Publish(new ContainerChanged(views[1].Ended(7)));
        Assert.Equal(("project", "service_failed", "shop"), events.ExpectMsg<PublishEvent>() is var told ? (told.Type, told.Action, told.Actor) : default);
        Assert.Equal("web1", lifecycle.ExpectMsg<StopContainer>().Container.Value);
        lifecycle.Reply(new Done());
        Assert.Equal("db1", lifecycle.ExpectMsg<StopContainer>().Container.Value);
        lifecycle.Reply(new Done());
        Assert.StartsWith("shop-db-1 ended with exit code 7", Failure(), StringComparison.Ordinal);

        Watch(projects);
        projects.Tell(PoisonPill.Instance);
        ExpectTerminated(projects);
        projects = Start();
        Assert.StartsWith("shop-db-1 ended with exit code 7", Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_unknown_is_not_found()
    {
        projects.Tell(new StopProject("nobody"));
        Assert.Equal(FaultCode.NotFound, ExpectMsg<Fault>().Code);
    }

    [Fact]
    public void One_that_was_removed_is_gone()
    {
        Run();
        ExpectMsg<ProjectInspection>();
        projects.Tell(new RemoveProject("shop"));
        ExpectMsg<Done>();
        AwaitAssert(() =>
        {
            projects.Tell(new ListProjects());
            Assert.Empty(ExpectMsg<ProjectList>().Projects);
        });
    }

    private void Run()
    {
        projects.Tell(new RunProject(shop));
        for (int i = 0; i < 2; i++)
        {
            lifecycle.ExpectMsg<CreateContainer>();
            lifecycle.Reply(new Done());
        }

        Assert.Equal("shop-db-1", lifecycle.ExpectMsg<StartContainer>().Container.Value);
        lifecycle.Reply(new Done());
        Assert.Equal("shop-web-1", lifecycle.ExpectMsg<StartContainer>().Container.Value);
        lifecycle.Reply(new Done());
        // A start and an end for each of four.
        for (int i = 0; i < 8; i++) ExpectMsg<ProjectStep>();
    }

    private string Failure()
    {
        projects.Tell(new InspectProject("shop"));
        return ExpectMsg<ProjectInspection>().Services[1].Failure;
    }

    private T FishFor<T>() where T : class
    {
        while (true)
        {
            if (ExpectMsg<object>() is T found) return found;
        }
    }

    private IActorRef Start() => Sys.ActorOf(ProjectsActor.Props(new ProjectServices
    {
        Directory = Path.Combine(Path.GetTempPath(), "aeprojects"),
        Lifecycle = () => lifecycle.Ref,
        Networks = lifecycle.Ref,
        Volumes = lifecycle.Ref,
        Events = events.Ref,
        Containers = _ => views,
        FindNetworks = () => [],
    }));
}
