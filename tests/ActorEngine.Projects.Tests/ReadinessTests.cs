using ActorEngine.Contracts;

namespace ActorEngine.Projects.Tests;

public sealed class ReadinessTests
{
    private static readonly ContainerView Web = Sample.View(Sample.Project(Sample.Service("web")), "web");

    [Theory]
    [InlineData(ContainerStatus.Running, null, true)]
    [InlineData(ContainerStatus.Running, HealthStatus.Healthy, true)]
    [InlineData(ContainerStatus.Running, HealthStatus.Starting, false)]
    [InlineData(ContainerStatus.Created, null, false)]
    public void A_project_is_ready_when_all_run_and_are_well(ContainerStatus status, HealthStatus? health, bool ready) => Assert.Equal(ready, Readiness.Of([Web.In(status, health)]) is Done);

    [Fact]
    public void It_will_not_be_when_one_has_failed()
    {
        Assert.IsType<Fault>(Readiness.Of([Web.Ended(1)]));
        Assert.IsType<Fault>(Readiness.Of([Web.In(ContainerStatus.Running, HealthStatus.Unhealthy)]));
    }

    [Fact]
    public void A_job_that_is_done_is_ready() => Assert.IsType<Done>(Readiness.Of([Web.Ended(0)]));
}
