using ActorEngine.Contracts;

namespace ActorEngine.Projects.Tests;

public sealed class ServicePolicyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ContainerView Web = Sample.View(Sample.Project(Sample.Service("web")), "web");
    private static readonly ContainerView Always = Web.Restarting(RestartCondition.Always);
    private readonly ServicePolicy policy = new(new FailurePolicy { Failures = 2, WindowSeconds = 60 });

    private string? Fail(ContainerView view, int run, int second = 0) => policy.Observe(view.Ended(1, run, ContainerStatus.Restarting), Noon.AddSeconds(second));

    [Fact]
    public void More_failed_runs_than_are_put_up_with_are_a_failure()
    {
        Assert.Null(Fail(Always, 1));
        Assert.Null(Fail(Always, 2));
        Assert.Equal("3 runs failed within 60 s; shop-web-1 ended with exit code 1", Fail(Always, 3));
    }

    [Fact]
    public void Those_before_the_window_do_not_count()
    {
        Fail(Always, 1);
        Fail(Always, 2);
        Assert.Null(Fail(Always, 3, 100));
        Assert.Equal(1, policy.Failures);
    }

    [Fact]
    public void A_run_counts_once()
    {
        for (int i = 0; i < 5; i++) Assert.Null(Fail(Always, 1));
        Assert.Equal(1, policy.Failures);
    }

    [Fact]
    public void One_that_nobody_starts_again_is_a_failure_at_once() => Assert.Equal("shop-web-1 ended with exit code 1, and its restart policy does not start it again", policy.Observe(Web.Ended(1), Noon));

    [Fact]
    public void So_is_the_last_of_its_retries()
    {
        Assert.Null(policy.Observe(Web.Restarting(RestartCondition.OnFailure, 2, 1).Ended(1), Noon));
        Assert.NotNull(policy.Observe(Web.Restarting(RestartCondition.OnFailure, 2, 2).Ended(1, 2), Noon));
    }

    [Fact]
    public void An_end_with_0_is_none() => Assert.Null(policy.Observe(Web.Ended(0), Noon));

    [Fact]
    public void An_end_that_was_asked_for_is_none()
    {
        policy.Observe(Web.In(ContainerStatus.Stopping), Noon);
        Assert.Null(policy.Observe(Web.Ended(137), Noon));
    }

    [Fact]
    public void What_was_over_before_does_not_count()
    {
        policy.Begin(Web.Ended(1));
        Assert.Null(policy.Observe(Web.Ended(1), Noon));
    }

    [Fact]
    public void What_is_not_compared_with_the_machine_yet_is_waited_for()
    {
        var unsure = Web.Ended(1);
        Assert.Null(policy.Observe(unsure with { Summary = unsure.Summary with { Recovering = true } }, Noon));
        Assert.NotNull(policy.Observe(unsure, Noon));
    }
}
