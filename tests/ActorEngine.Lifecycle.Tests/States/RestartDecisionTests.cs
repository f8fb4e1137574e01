using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

public sealed class RestartDecisionTests
{
    private static readonly BackoffSettings Backoff = new();
    private static readonly RestartPolicy Always = new() { Condition = RestartCondition.Always };

    private static RestartPlan? Next(RestartPolicy policy, int code, RestartHistory history = default, double up = 0, bool stopWanted = false) =>
        RestartDecision.Next(policy, new ExitStatus(code), history, TimeSpan.FromSeconds(up), stopWanted, Backoff);

    [Fact]
    public void Pauses_double_from_100_ms_to_a_minute()
    {
        List<double> pauses = [];
        RestartHistory history = default;
        for (int i = 0; i < 12; i++)
        {
            RestartPlan plan = Next(Always, 1, history)!;
            pauses.Add(plan.Delay.TotalMilliseconds);
            history = plan.History;
        }

        Assert.Equal([100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 60000, 60000], pauses);
    }

    [Fact]
    public void A_run_of_ten_seconds_begins_the_pauses_anew() =>
        Assert.Equal(100, Next(Always, 1, new RestartHistory(9, 25600), up: 10)!.Delay.TotalMilliseconds);

    [Fact]
    public void A_run_just_short_of_ten_seconds_does_not() =>
        Assert.Equal(51200, Next(Always, 1, new RestartHistory(9, 25600), up: 9.9)!.Delay.TotalMilliseconds);

    [Fact]
    public void Both_ends_of_the_pauses_can_be_set()
    {
        var own = new BackoffSettings { First = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromSeconds(3) };
        RestartPlan first = RestartDecision.Next(Always, new ExitStatus(1), default, TimeSpan.Zero, false, own)!;
        RestartPlan second = RestartDecision.Next(Always, new ExitStatus(1), first.History, TimeSpan.Zero, false, own)!;
        Assert.Equal((2, 3), (first.Delay.TotalSeconds, second.Delay.TotalSeconds));
    }

    [Theory]
    [InlineData(RestartCondition.No, 1, false)]
    [InlineData(RestartCondition.Always, 0, true)]
    [InlineData(RestartCondition.UnlessStopped, 0, true)]
    [InlineData(RestartCondition.OnFailure, 0, false)]
    [InlineData(RestartCondition.OnFailure, 1, true)]
    public void A_policy_looks_at_the_exit_code(RestartCondition condition, int code, bool restarts) =>
        Assert.Equal(restarts, Next(new RestartPolicy { Condition = condition }, code) is not null);

    [Fact]
    public void On_failure_gives_up_after_its_number_of_restarts()
    {
        var policy = new RestartPolicy { Condition = RestartCondition.OnFailure, MaximumRetries = 2 };
        Assert.NotNull(Next(policy, 1, new RestartHistory(1, 100)));
        Assert.Null(Next(policy, 1, new RestartHistory(2, 200)));
    }

    [Fact]
    public void What_a_person_stopped_stays_stopped() => Assert.Null(Next(Always, 137, stopWanted: true));

    [Fact]
    public void Only_always_outlives_a_stop_when_the_daemon_starts()
    {
        Assert.True(RestartDecision.StartsWithDaemon(Always, stopWanted: true));
        Assert.False(RestartDecision.StartsWithDaemon(new RestartPolicy { Condition = RestartCondition.UnlessStopped }, stopWanted: true));
        Assert.True(RestartDecision.StartsWithDaemon(new RestartPolicy { Condition = RestartCondition.UnlessStopped }, stopWanted: false));
    }

    [Theory]
    [InlineData(-3600, 0)]
    [InlineData(5, 5)]
    [InlineData(3600, 10)]
    public void A_clock_that_jumps_makes_no_pause_longer_than_it_was(int dueInSeconds, int left) =>
        Assert.Equal(left, RestartDecision.Remaining(Samples.Time.AddSeconds(dueInSeconds), Samples.Time, TimeSpan.FromSeconds(10)).TotalSeconds);

    [Theory]
    [InlineData(RestartCondition.No, 0, 5, true)]
    [InlineData(RestartCondition.Always, 0, 5, true)]
    [InlineData(RestartCondition.UnlessStopped, 0, 5, true)]
    [InlineData(RestartCondition.OnFailure, 0, 5, true)]
    [InlineData(RestartCondition.OnFailure, 6, 5, true)]
    [InlineData(RestartCondition.OnFailure, 5, 5, false)]
    public void A_stop_for_its_health_is_followed_by_a_start_while_restarts_are_left(RestartCondition condition, int most, int before, bool restarts)
    {
        var policy = new RestartPolicy { Condition = condition, MaximumRetries = most, OnUnhealthy = true };
        var history = new RestartHistory(before, 100);
        Assert.Equal(restarts, RestartDecision.EndsUnhealthy(policy, history));
        // Its exit code says nothing: it was told to end.
        if (condition is RestartCondition.No or RestartCondition.OnFailure)
            Assert.Equal(restarts, RestartDecision.Next(policy, new ExitStatus(0), history, TimeSpan.Zero, false, Backoff, unhealthy: true) is not null);
        Assert.Null(RestartDecision.Next(policy, new ExitStatus(0), history, TimeSpan.Zero, stopWanted: true, Backoff, unhealthy: true));
    }

    [Fact]
    public void Health_is_no_matter_of_a_policy_that_does_not_say_so() => Assert.False(RestartDecision.EndsUnhealthy(Always, default));
}
