namespace ActorEngine.Daemon.Tests.Supervision;

public sealed class TrimPolicyTests
{
    private const long Megabyte = 1024 * 1024;

    private readonly TrimPolicy policy = new();

    [Fact]
    public void Work_that_goes_on_is_not_interrupted()
    {
        for (long allocated = 10 * Megabyte; allocated < 100 * Megabyte; allocated += Megabyte) Assert.False(policy.IsDue(allocated));
        Assert.True(policy.IsDue(99 * Megabyte + 1));
    }

    [Fact]
    public void One_burst_is_followed_by_one_trim()
    {
        Assert.False(policy.IsDue(10 * Megabyte));
        Assert.True(policy.IsDue(10 * Megabyte));
        policy.Done(11 * Megabyte);
        Assert.False(policy.IsDue(11 * Megabyte));
        Assert.False(policy.IsDue(11 * Megabyte));
    }

    [Fact]
    public void Ticks_of_a_sampler_add_up_to_a_burst()
    {
        policy.Done(0);
        long allocated = 0;
        int looks = 0;
        while (!policy.IsDue(allocated += TrimPolicy.Rest / 2)) looks++;
        Assert.Equal(TrimPolicy.Burst / (TrimPolicy.Rest / 2) - 1, looks);
    }
}
