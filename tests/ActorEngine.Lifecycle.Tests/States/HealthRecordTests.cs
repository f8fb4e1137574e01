using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Docker's rules for what a probe changes, and for when the next one is due.</summary>
public sealed class HealthRecordTests
{
    private static readonly HealthPlan Plan = new(new HealthProbe.Tcp(1)) { Retries = 2, StartPeriod = TimeSpan.FromSeconds(10), StartInterval = TimeSpan.FromSeconds(1), Interval = TimeSpan.FromSeconds(7) };

    // p passes, f fails in the start period, F fails after it.
    [Theory]
    [InlineData("", HealthStatus.Starting, 0)]
    [InlineData("p", HealthStatus.Healthy, 0)]
    [InlineData("ffff", HealthStatus.Starting, 0)]
    [InlineData("ffF", HealthStatus.Starting, 1)]
    [InlineData("ffFF", HealthStatus.Unhealthy, 2)]
    [InlineData("FFF", HealthStatus.Unhealthy, 3)]
    [InlineData("pF", HealthStatus.Healthy, 1)]
    [InlineData("pFF", HealthStatus.Unhealthy, 2)]
    [InlineData("pFpF", HealthStatus.Healthy, 1)]
    [InlineData("pff", HealthStatus.Unhealthy, 2)] // Once well, the start period is over.
    [InlineData("FFp", HealthStatus.Healthy, 0)]
    [InlineData("FFf", HealthStatus.Unhealthy, 3)]
    public void Probes_lead_to_a_status_and_a_failing_streak(string probes, HealthStatus status, int streak)
    {
        HealthRecord record = probes.Aggregate(HealthRecord.Fresh, (known, probe) => known.After(Result(probe == 'p' ? 0 : 1), Plan, TimeSpan.FromSeconds(probe == 'f' ? 9.9 : 10)));
        Assert.Equal((status, streak), (record.Status, record.FailingStreak));
    }

    [Fact]
    public void The_newest_five_results_are_kept()
    {
        HealthRecord record = Enumerable.Range(1, 7).Aggregate(HealthRecord.Fresh, (known, code) => known.After(Result(code), Plan, TimeSpan.Zero));
        Assert.Equal([3, 4, 5, 6, 7], record.Log.Select(result => result.ExitCode));
    }

    [Theory]
    [InlineData(HealthStatus.Starting, 9, 1)]
    [InlineData(HealthStatus.Starting, 10, 7)]
    [InlineData(HealthStatus.Healthy, 9, 7)]
    [InlineData(HealthStatus.Unhealthy, 11, 7)]
    public void Probes_are_denser_in_the_start_period_until_one_passes(HealthStatus status, int up, int pause) =>
        Assert.Equal(TimeSpan.FromSeconds(pause), Plan.Pause(status, TimeSpan.FromSeconds(up)));

    private static HealthResult Result(int code) => new(Samples.Time, Samples.Time, code, "");
}
