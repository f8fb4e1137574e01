namespace ActorEngine.Daemon.Tests.Gateway;

public sealed class GatewayPausesTests
{
    [Fact]
    public void One_that_dies_young_is_waited_for_longer_and_longer_up_to_a_bound()
    {
        var pauses = new GatewayPauses();
        TimeSpan[] taken = [.. Enumerable.Range(0, 10).Select(_ => pauses.After(TimeSpan.FromSeconds(1)))];

        Assert.Equal([100, 200, 400, 800], taken[..4].Select(pause => pause.TotalMilliseconds));
        Assert.Equal(GatewayPauses.Longest, taken[^1]);
    }

    [Fact]
    public void One_that_lived_long_enough_is_forgiven()
    {
        var pauses = new GatewayPauses();
        for (int count = 0; count < 5; count++) pauses.After(TimeSpan.Zero);

        Assert.Equal(GatewayPauses.First, pauses.After(GatewayPauses.LongEnough));
    }
}
