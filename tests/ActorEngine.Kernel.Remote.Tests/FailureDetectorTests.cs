using Akka.Remote;

namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>Failure detectors by a clock that the test turns.</summary>
public sealed class FailureDetectorTests
{
    private long _now = 1_000;

    [Fact]
    public void Nothing_is_suspected_before_the_first_heartbeat()
    {
        var detector = Phi();
        _now += 1_000_000;
        Assert.False(detector.IsMonitoring);
        Assert.True(detector.IsAvailable);
    }

    [Fact]
    public void Regular_heartbeats_keep_a_resource_available_and_silence_ends_it()
    {
        var detector = Phi();
        for (var i = 0; i < 50; i++)
        {
            detector.HeartBeat();
            _now += 1_000;
            Assert.True(detector.IsAvailable);
        }

        _now += 3_000;
        Assert.True(detector.IsAvailable);
        _now += 3_000;
        Assert.False(detector.IsAvailable);
        detector.HeartBeat();
        Assert.True(detector.IsAvailable);
    }

    [Fact]
    public void Irregular_heartbeats_are_given_more_time()
    {
        var regular = Phi();
        var irregular = Phi();
        for (var i = 0; i < 100; i++)
        {
            _now += 500;
            irregular.HeartBeat();
            if (i % 2 == 0)
                regular.HeartBeat();
            _now += i % 2 == 0 ? 2_500 : 0;
        }

        irregular.HeartBeat();
        _now += 4_500;
        Assert.True(irregular.IsAvailable);
    }

    [Fact]
    public void A_deadline_is_a_deadline()
    {
        var detector = new DeadlineFailureDetector(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1), () => _now);
        _now += 100_000;
        Assert.True(detector.IsAvailable);
        detector.HeartBeat();
        _now += 4_999;
        Assert.True(detector.IsAvailable);
        _now += 1;
        Assert.False(detector.IsAvailable);
    }

    [Fact]
    public void A_registry_keeps_a_detector_for_each_resource()
    {
        var registry = new DefaultFailureDetectorRegistry<string>(Phi);
        registry.Heartbeat("a");
        Assert.True(registry.IsMonitoring("a"));
        Assert.False(registry.IsMonitoring("b"));
        _now += 100_000;
        Assert.False(registry.IsAvailable("a"));
        Assert.True(registry.IsAvailable("b"));
        registry.Remove("a");
        Assert.True(registry.IsAvailable("a"));
    }

    private PhiAccrualFailureDetector Phi() =>
        new(8, 100, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), () => _now);
}
