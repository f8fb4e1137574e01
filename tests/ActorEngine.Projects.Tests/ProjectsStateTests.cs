namespace ActorEngine.Projects.Tests;

public sealed class ProjectsStateTests
{
    [Fact]
    public void A_snapshot_restores_the_state()
    {
        var state = ProjectsState.Empty
            .Apply(new ProjectSetEvent(new ProjectRecord(Sample.Project(Sample.Service("web")))))
            .Apply(new ServiceFailedEvent("shop", "web", "it broke"));
        Assert.Equal("it broke", ProjectsState.Of(state.ToSnapshot()).Find("shop")!.Failures["web"]);
        Assert.Empty(state.Apply(new ServiceFailedEvent("shop", "web", "")).Find("shop")!.Failures);
        Assert.Empty(state.Apply(new ProjectRemovedEvent("shop")).Projects);
    }
}
